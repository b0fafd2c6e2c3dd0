package vector

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"

	"sarsen/redact/page/rebuild"
)

var encodings = []name{"WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding", "StandardEncoding"}

// simple reads a font of single bytes.
func (p *painter) simple(f *font, d dict, kind any) error {
	f.short = true
	if err := p.readWidths(f, d, 0.001); err != nil {
		return err
	}
	desc, pr, err := p.descriptor(d["FontDescriptor"])
	if err != nil {
		return err
	}
	if w, ok := desc["MissingWidth"].(float64); ok && len(f.widths) > 0 {
		f.other = w / 1000
	}
	base, differences, err := p.encoding(d["Encoding"])
	if err != nil {
		return err
	}
	called, err := p.fontName(d["BaseFont"], pr)
	if err != nil {
		return err
	}
	if err := p.may(pr); err != nil {
		return err
	}
	f.dict = dict{"Type": name("Font"), "Subtype": kind}
	f.object.Key = fontKey(f, desc, pr, base, differences, called)
	f.write = func(codes []int, ours name) (dict, error) {
		out := dict{"BaseFont": called}
		if called == nil {
			out["BaseFont"] = ours
		}
		f.cutWidths(out, codes, 0.001)
		if e := cutEncoding(base, differences, codes); e != nil {
			out["Encoding"] = e
		}
		if desc == nil {
			return out, nil
		}
		cut, err := pr.cutSimple(codes, simpleNames(base, differences, f.unicode))
		if err != nil {
			return nil, err
		}
		out["FontDescriptor"] = described(desc, out["BaseFont"], pr, cut)
		return out, nil
	}
	return nil
}

// fontKey tells a font from others.
func fontKey(f *font, desc dict, pr *program, more ...any) string {
	var b bytes.Buffer
	for _, part := range encode(nil, array{f.dict, desc}) {
		if s, ok := part.(string); ok {
			b.WriteString(s)
		}
	}
	fmt.Fprintf(&b, "|%v|%v|%v", f.widths, f.unicode, f.other) // maps are printed sorted
	if pr != nil {
		fmt.Fprintf(&b, "|%s|%s|%d|", pr.key, pr.kind, len(pr.data))
		b.Write(pr.data)
	}
	fmt.Fprintf(&b, "|%v", more)
	sum := sha256.Sum256(b.Bytes())
	return string(sum[:])
}

// described writes a font's description with its program.
func described(desc dict, called any, pr *program, cut []byte) *rebuild.Object {
	d := dict{"FontName": called}
	for k, v := range desc {
		d[k] = v
	}
	if pr != nil {
		d[pr.key] = pr.object(cut)
	}
	return object(d)
}

// encoding reads the encoding of a font of single bytes.
func (p *painter) encoding(v any) (base any, differences map[int]name, err error) {
	v, err = p.resolve(v)
	if err != nil || v == nil {
		return nil, nil, err
	}
	if n, ok := v.(name); ok {
		base, err = oneOf(encodings...)(p, n)
		if err != nil {
			return nil, nil, nil //nolint:nilerr // readers take the font's own
		}
		return base, nil, nil
	}
	d, ok := v.(dict)
	if !ok {
		return nil, nil, errFont
	}
	b, err := p.resolve(d["BaseEncoding"])
	if err != nil {
		return nil, nil, err
	}
	if b != nil {
		if base, err = oneOf(encodings...)(p, b); err != nil {
			return nil, nil, err
		}
	}
	list, err := p.list(d["Differences"])
	if err != nil {
		return nil, nil, err
	}
	differences, err = differencesOf(list)
	return base, differences, err
}

func differencesOf(list array) (map[int]name, error) {
	out := map[int]name{}
	code := 0
	for _, v := range list {
		switch v := v.(type) {
		case float64:
			n, err := whole(v, 0, 255)
			if err != nil {
				return nil, err
			}
			code = n
		case name:
			if !glyphName(v) {
				return nil, errFont
			}
			if code < 256 {
				out[code] = v
			}
			code++
		default:
			return nil, errFont
		}
	}
	return out, nil
}

// glyphName reports whether n may be the name of a shape.
func glyphName(n name) bool {
	if len(n) > 31 {
		return false
	}
	for _, c := range []byte(n) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && !strings.ContainsRune("._-+*:;", rune(c)) {
			return false
		}
	}
	return true
}

// cutEncoding writes the encoding of codes.
func cutEncoding(base any, differences map[int]name, codes []int) any {
	if len(differences) == 0 {
		return base
	}
	d := dict{"Type": name("Encoding")}
	if base != nil {
		d["BaseEncoding"] = base
	}
	list := array{}
	next := -1
	for _, code := range codes {
		n, ok := differences[code]
		if !ok {
			continue
		}
		if code != next {
			list = append(list, float64(code))
		}
		list = append(list, n)
		next = code + 1
	}
	d["Differences"] = list
	return d
}

// standard are the fonts that every reader has, by the names that programs
// call them.
var standard = standardFonts()

func standardFonts() map[name]name {
	out := map[name]name{"Symbol": "Symbol", "ZapfDingbats": "ZapfDingbats"}
	for _, family := range []struct {
		to     [4]string // upright, bold, oblique, both
		called []string
	}{
		{[4]string{"Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"}, []string{"Helvetica", "Arial", "ArialMT"}},
		{[4]string{"Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"}, []string{"Times-Roman", "Times", "TimesNewRoman", "TimesNewRomanPS", "TimesNewRomanPSMT"}},
		{[4]string{"Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"}, []string{"Courier", "CourierNew", "CourierNewPSMT", "CourierNewPS"}},
	} {
		for _, called := range family.called {
			root := strings.TrimSuffix(strings.TrimSuffix(called, "-Roman"), "MT")
			out[name(called)] = name(family.to[0])
			for i, styles := range [4][]string{{"", "Roman", "Regular", "Normal"}, {"Bold"}, {"Oblique", "Italic"}, {"BoldOblique", "BoldItalic"}} {
				for _, style := range styles {
					for _, form := range []string{"%s-%s", "%s,%s", "%s-%sMT", "%sMT,%s"} {
						out[name(fmt.Sprintf(form, root, style))] = name(family.to[i])
					}
				}
			}
		}
	}
	return out
}

// fontName is the name of a font that is not embedded, nil for others.
func (p *painter) fontName(v any, pr *program) (any, error) {
	if pr != nil {
		return nil, nil
	}
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	n, ok := v.(name)
	if !ok {
		return nil, errNotEmbedded
	}
	plain := name(strings.ReplaceAll(string(n), " ", ""))
	if to, ok := standard[plain]; ok {
		return to, nil
	}
	return nil, errNotEmbedded
}
