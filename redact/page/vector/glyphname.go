package vector

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// latin are names of shapes with the characters they stand for.
var latin = latinNames()

func latinNames() map[name]rune {
	out := map[name]rune{"space": ' '}
	const pairs = "exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) " +
		"asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 " +
		"colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \\ bracketright ] asciicircum ^ " +
		"underscore _ grave ` braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ currency ¤ yen ¥ " +
		"brokenbar ¦ section § dieresis ¨ copyright © ordfeminine ª guillemotleft « logicalnot ¬ registered ® macron ¯ degree ° " +
		"plusminus ± acute ´ mu µ paragraph ¶ periodcentered · cedilla ¸ ordmasculine º guillemotright » onequarter ¼ onehalf ½ " +
		"threequarters ¾ questiondown ¿ AE Æ ae æ Oslash Ø oslash ø germandbls ß Eth Ð eth ð Thorn Þ thorn þ multiply × divide ÷ " +
		"OE Œ oe œ dotlessi ı Lslash Ł lslash ł florin ƒ circumflex ˆ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ tilde ˜ " +
		"hungarumlaut ˝ endash – emdash — quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „ " +
		"dagger † daggerdbl ‡ bullet • ellipsis … perthousand ‰ guilsinglleft ‹ guilsinglright › fraction ⁄ Euro € trademark ™ " +
		"minus − fi ﬁ fl ﬂ ff ﬀ ffi ﬃ ffl ﬄ nbspace \u00a0 sfthyphen \u00ad"
	const accented = "ÀAgrave ÁAacute ÂAcircumflex ÃAtilde ÄAdieresis ÅAring ÇCcedilla ÈEgrave ÉEacute ÊEcircumflex ËEdieresis " +
		"ÌIgrave ÍIacute ÎIcircumflex ÏIdieresis ÑNtilde ÒOgrave ÓOacute ÔOcircumflex ÕOtilde ÖOdieresis ÙUgrave ÚUacute " +
		"ÛUcircumflex ÜUdieresis ÝYacute ŸYdieresis ŠScaron ŽZcaron ŴWcircumflex ŶYcircumflex " +
		"àagrave áaacute âacircumflex ãatilde äadieresis åaring çccedilla èegrave éeacute êecircumflex ëedieresis " +
		"ìigrave íiacute îicircumflex ïidieresis ñntilde òograve óoacute ôocircumflex õotilde öodieresis ùugrave úuacute " +
		"ûucircumflex üudieresis ýyacute ÿydieresis šscaron žzcaron ŵwcircumflex ŷycircumflex"
	words := strings.Split(pairs, " ")
	for i := 0; i+1 < len(words); i += 2 {
		out[name(words[i])] = []rune(words[i+1])[0]
	}
	for _, w := range strings.Fields(accented) {
		r := []rune(w)
		out[name(string(r[1:]))] = r[0]
	}
	return out
}

// simpleNames returns the characters that codes of single bytes may stand for.
func simpleNames(base any, differences map[int]name, unicode map[int]text) map[int][]rune {
	out := map[int][]rune{}
	for code := range 256 {
		var runes []rune
		if base != name("MacRomanEncoding") {
			runes = append(runes, charmap.Windows1252.DecodeByte(byte(code)))
		}
		if base != name("WinAnsiEncoding") {
			runes = append(runes, charmap.Macintosh.DecodeByte(byte(code)))
		}
		if n, ok := differences[code]; ok {
			runes = namedRune(n)
		}
		if u := unicode[code]; len(u) >= 2 {
			runes = append(runes, utf16.Decode([]uint16{uint16(u[0])<<8 | uint16(u[1])})...)
		}
		out[code] = runes
	}
	return out
}

// namedRune returns the character that a name of a shape tells.
func namedRune(n name) []rune {
	if r, ok := latin[n]; ok {
		return []rune{r}
	}
	if len(n) == 1 {
		return []rune{rune(n[0])}
	}
	for _, prefix := range []string{"uni", "u"} {
		if digits, ok := strings.CutPrefix(string(n), prefix); ok && len(digits) >= 4 {
			if v, err := strconv.ParseUint(digits[:4], 16, 16); err == nil {
				return []rune{rune(v)}
			}
		}
	}
	return nil
}
