package vector

import (
	"errors"
	"fmt"
	"math"

	"sarsen/redact/page/rebuild"
)

var errFont = errors.New("font not understood")

// A font is shared by the pages of a file and written after them, cut down to
// the characters that they use.
type font struct {
	object *rebuild.Object // needs codes
	short  bool            // codes of one byte
	widths map[int]float64
	other  float64 // width of codes that widths does not hold

	dict    dict // written as it is
	unicode map[int]text
	// write writes the rest for some codes. When the font is embedded, called
	// is its name.
	write func(codes []int, called name) (dict, error)
}

// codes splits a shown string into characters.
func (f *font) codes(s text) ([]int, error) {
	step := 2
	if f.short {
		step = 1
	}
	if len(s)%step != 0 {
		return nil, errFont
	}
	out := make([]int, 0, len(s)/step)
	for i := 0; i < len(s); i += step {
		code := int(s[i])
		if !f.short {
			code = code<<8 | int(s[i+1])
		}
		out = append(out, code)
	}
	return out, nil
}

// width is how far a character moves on, in sizes.
func (f *font) width(code int) float64 {
	if w, ok := f.widths[code]; ok {
		return w
	}
	return f.other
}

// late writes the font for the pages that use it.
func (f *font) late(codes []int, made int) (*rebuild.Object, error) {
	d, err := f.write(codes, name(fmt.Sprintf("V%d", made+1)))
	if err != nil {
		return nil, err
	}
	for k, v := range f.dict {
		d[k] = v
	}
	if m := f.toUnicode(codes); m != nil {
		d["ToUnicode"] = streamed(dict{}, m)
	}
	return object(d), nil
}

// font returns the font that v stands for, the same for the same one.
func (p *painter) font(v any, c *canvas) (*font, error) {
	r, shared := v.(ref)
	if had, ok := p.met[r]; shared && ok {
		return had, nil
	}
	d, err := p.dict(v)
	if err != nil {
		return nil, err
	}
	f, err := p.newFont(d, c)
	if err != nil {
		return nil, err
	}
	if shared {
		p.met[r] = f
	}
	return f, nil
}

func (p *painter) newFont(d dict, c *canvas) (*font, error) {
	f := &font{widths: map[int]float64{}}
	f.object = &rebuild.Object{Late: f.late, Needs: map[int]bool{}}
	if err := p.readUnicode(f, d["ToUnicode"]); err != nil {
		return nil, err
	}
	kind, err := p.resolve(d["Subtype"])
	if err != nil {
		return nil, err
	}
	switch kind {
	case name("Type1"), name("MMType1"), name("TrueType"):
		return f, p.simple(f, d, kind)
	case name("Type0"):
		return f, p.composite(f, d)
	case name("Type3"):
		return f, p.shapes(f, d, c)
	}
	return nil, errFont
}

// readWidths reads the widths of a font of single bytes.
func (p *painter) readWidths(f *font, d dict, scale float64) error {
	v, err := p.deep(d["Widths"])
	if err != nil || v == nil {
		f.other = 0.5 // a standard font: about
		return err
	}
	list, err := floats(v, 0, 256)
	if err != nil {
		return err
	}
	first, err := p.resolve(d["FirstChar"])
	if err != nil {
		return err
	}
	at, err := whole(first, 0, 255)
	if err != nil {
		return err
	}
	for i, w := range list {
		f.widths[at+i] = w * scale
	}
	return nil
}

// cutWidths are the widths of the codes used, zero between them.
func (f *font) cutWidths(d dict, codes []int, scale float64) {
	if len(f.widths) == 0 || len(codes) == 0 {
		return
	}
	first, last := codes[0], codes[len(codes)-1]
	list := make(array, last-first+1)
	for i := range list {
		list[i] = 0.0
	}
	for _, code := range codes {
		list[code-first] = math.Round(f.widths[code]/scale*1e4) / 1e4
	}
	d["FirstChar"], d["LastChar"], d["Widths"] = float64(first), float64(last), list
}

var descriptorRules = rules{
	"Flags": integer(0, 1<<30), "FontBBox": numbers(4, 4), "ItalicAngle": anyNumber, "Ascent": anyNumber, "Descent": anyNumber,
	"Leading": anyNumber, "CapHeight": anyNumber, "XHeight": anyNumber, "StemV": anyNumber, "StemH": anyNumber,
	"AvgWidth": anyNumber, "MaxWidth": anyNumber, "MissingWidth": anyNumber,
}

// A program is what a font embeds.
type program struct {
	key  name // of the descriptor
	kind name // Subtype, of FontFile3
	data []byte
}

// descriptor reads a font's description and its program; nil for none.
func (p *painter) descriptor(v any) (dict, *program, error) {
	v, err := p.resolve(v)
	if err != nil || v == nil {
		return nil, nil, err
	}
	d, err := p.dict(v)
	if err != nil {
		return nil, nil, err
	}
	out, err := p.pick(d, descriptorRules)
	if err != nil {
		return nil, nil, err
	}
	out["Type"] = name("FontDescriptor")
	for _, key := range []name{"FontFile", "FontFile2", "FontFile3"} {
		v, err := p.resolve(d[key])
		if err != nil {
			return nil, nil, err
		}
		s, ok := v.(*stream)
		if !ok {
			continue
		}
		kind, err := p.resolve(s.dict["Subtype"])
		if err != nil {
			return nil, nil, err
		}
		pr := &program{key: key}
		pr.kind, _ = kind.(name)
		pr.data, err = p.unpack(s)
		return out, pr, err
	}
	return out, nil, nil
}
