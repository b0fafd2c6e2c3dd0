package vector

// operators are those allowed, but for inline images and marks.
func operators() map[word]operator {
	return map[word]operator{
		"q": {"", (*canvas).save}, "Q": {"", (*canvas).restore}, "cm": {"nnnnnn", (*canvas).concat},
		"w": {"n", (*canvas).width}, "J": {"n", nil}, "j": {"n", nil}, "M": {"n", nil}, "d": {"an", (*canvas).dash},
		"ri": {"/", (*canvas).intent}, "i": {"n", nil}, "gs": {"/", (*canvas).graphics},

		"m": {"nn", (*canvas).moveTo}, "l": {"nn", (*canvas).lineTo}, "c": {"nnnnnn", (*canvas).curveTo},
		"v": {"nnnn", (*canvas).curveTo}, "y": {"nnnn", (*canvas).curveTo}, "h": {"", (*canvas).closePath},
		"re": {"nnnn", (*canvas).rectangle},
		"S":  {}, "s": {}, "f": {}, "F": {}, "f*": {}, "B": {}, "B*": {}, "b": {}, "b*": {}, "n": {},
		"W":  {"", func(c *canvas, _ []any) error { c.path.clip = "W"; return nil }},
		"W*": {"", func(c *canvas, _ []any) error { c.path.clip = "W*"; return nil }},

		"BT": {"", (*canvas).beginText}, "ET": {"", (*canvas).endText},
		"Tc": {"n", textState("Tc")}, "Tw": {"n", textState("Tw")},
		"Tz": {"n", textState("Tz")}, "TL": {"n", textState("TL")},
		"Ts": {"n", textState("Ts")}, "Tr": {"n", (*canvas).rendering}, "Tf": {"/n", (*canvas).setFont},
		"Td": {"nn", (*canvas).textMove}, "TD": {"nn", (*canvas).textMoveLeading}, "Tm": {"nnnnnn", (*canvas).textMatrix},
		"T*": {"", (*canvas).textLine},
		"Tj": {"s", (*canvas).show}, "TJ": {"a", (*canvas).showArray}, "'": {"s", (*canvas).showLine}, "\"": {"nns", (*canvas).showSpaced},

		"g": {"n", deviceColour("g")}, "G": {"n", deviceColour("G")}, "rg": {"nnn", deviceColour("rg")},
		"RG": {"nnn", deviceColour("RG")}, "k": {"nnnn", deviceColour("k")}, "K": {"nnnn", deviceColour("K")},
		"cs": {"/", colourSpace("cs")}, "CS": {"/", colourSpace("CS")},
		"sc": {"*", setColour("sc")}, "SC": {"*", setColour("SC")},
		"scn": {"*", setColour("scn")}, "SCN": {"*", setColour("SCN")},
		"sh": {"/", (*canvas).shade}, "Do": {"/", (*canvas).draw},

		"d0": {"nn", shapeWidth("d0")}, "d1": {"nnnnnn", shapeWidth("d1")},
	}
}
