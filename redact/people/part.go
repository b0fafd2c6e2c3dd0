package people

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// parts marks the parts of withheld names where they stand alone: in the item
// in which the whole stands every part; elsewhere those that are no month, place
// or word of councils. Not marked are parts of the subject's name, and of
// names in the same item that may be read. In small letters a part is marked in
// the item in which the whole stands, and a forename that is no word anywhere.
func (b *builder) parts() {
	own := make(map[string]bool)
	for _, n := range b.subj.names {
		addParts(own, n)
		for _, w := range partsOf(n) {
			own[recognise.LookAlike(w)] = true
		}
	}
	anywhere, alike := b.withheldParts(own)
	for i := 0; i+1 < len(b.texts); i += 2 { // a text and its name
		b.initialled(b.texts[i], b.texts[i+1])
		here, read := b.around(b.texts[i], b.texts[i+1])
		for _, t := range b.texts[i : i+2] {
			b.markParts(t, func(w string, small bool) *entity {
				switch {
				case own[w] || read[w]:
					return nil
				case here[w] != nil:
					return here[w]
				case small && !recognise.Forename(w):
					return nil
				}
				if e := anywhere[w]; e != nil || recognise.Known(w) || own[recognise.LookAlike(w)] {
					return e
				}
				return alike[recognise.LookAlike(w)]
			})
		}
	}
}

// withheldParts returns whose the parts of the names are that are withheld and
// not the subject's own, and the same by what a scanner may make of them.
func (b *builder) withheldParts(own map[string]bool) (anywhere, alike map[string]*entity) {
	anywhere, alike = make(map[string]*entity), make(map[string]*entity)
	for _, e := range b.all[1:] {
		n := e.name
		if e.proposed.verdict == redact.Disclose || n.last == "" || !n.full() && n.title == "" {
			continue
		}
		if !n.full() {
			n.given = nil
		}
		for _, w := range partsOf(n) {
			if own[w] || !recognise.MayName(w) || anywhere[w] != nil {
				continue
			}
			anywhere[w] = e
			if look := recognise.LookAlike(w); len(look) >= 4 && !own[look] {
				alike[look] = e
			}
		}
	}
	return anywhere, alike
}

// around returns the parts of the full names in an item: of those that are
// withheld, and of those that may be read.
func (b *builder) around(texts ...*text) (map[string]*entity, map[string]bool) {
	here, read := make(map[string]*entity), make(map[string]bool)
	for _, t := range texts {
		for i := range t.mentions {
			m := &t.mentions[i]
			switch {
			case m.Kind != redact.Person || m.who.id == SubjectID:
			case t.readable(m):
				addParts(read, m.name)
			case m.name.full():
				for _, w := range partsOf(m.name) {
					here[w] = m.who
				}
			}
		}
	}
	return here, read
}

// readable reports whether the name of a mention stays.
func (t *text) readable(m *mention) bool {
	ok, _ := t.inRole(m)
	return m.who.proposed.verdict == redact.Disclose && ok
}

// partsOf returns the words of a name that may stand for it, in the form that
// recognise compares.
func partsOf(n name) []string {
	var out []string
	for _, w := range n.parts() {
		if w = recognise.PartKey(w); len(w) > 2 {
			out = append(out, w)
			if strings.Contains(w, "-") {
				out = append(out, slices.DeleteFunc(strings.Split(w, "-"), func(p string) bool { return len(p) < 3 })...)
			}
		}
	}
	return out
}

func addParts(set map[string]bool, n name) {
	for _, w := range partsOf(n) {
		set[w] = true
	}
}

// markParts marks the words of a text that are parts of somebody's name.
func (b *builder) markParts(t *text, whose func(part string, small bool) *entity) {
	taken := t.taken()
	family := func(w string) *entity { // "the Browns"
		if one, ok := strings.CutSuffix(w, "s"); ok && len(one) > 3 {
			return whose(one, false)
		}
		return nil
	}
	known := func(w string, small bool) bool { return whose(w, small) != nil || !small && family(w) != nil }
	for _, f := range recognise.Parts(recognise.New(t.s, t.doc.hints(t.field), time.Time{}), known) {
		first, _ := utf8.DecodeRuneInString(f.Text)
		small := unicode.IsLower(first)
		e := whose(recognise.PartKey(f.Text), small)
		for _, part := range strings.Split(recognise.PartKey(f.Text), "-") {
			if e == nil {
				e = whose(part, small)
			}
		}
		if e == nil && strings.EqualFold(t.s[max(0, f.Start-4):f.Start], "the ") {
			e = family(recognise.PartKey(f.Text))
		}
		if e == nil || !free(taken, f.Span) || t.touches(f.Span) {
			continue
		}
		id := e.id
		if e.rowsOnly {
			id = ""
		}
		t.mark(f, id, b.hidden(e))
	}
}

// taken returns the spans that are marked or name somebody, merged.
func (t *text) taken() []redact.Span {
	spans := make([]redact.Span, 0, len(t.marks)+len(t.mentions))
	for _, m := range t.marks {
		spans = append(spans, m.Span)
	}
	for _, m := range t.mentions {
		spans = append(spans, m.Span)
	}
	return redact.Merge(spans)
}

// hints returns the hints of a field: the name has none.
func (d *Doc) hints(field string) []recognise.Hint {
	if field != "" {
		return nil
	}
	return d.Hints
}
