package pack

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"sarsen/index/fold"
	"sarsen/redact"
)

// removed is one thing that was withheld, with its text: for the sealed set,
// and without the text for the redaction log.
type removed struct {
	e        *entry
	position string // text, name, area, page or item
	place    string
	page     int
	mark     string
	kind     string
	code     string
	reason   string
	by       string
	at       time.Time
	span     redact.Span // of the item's text; empty for what is none
	area     string
	text     string
}

// Reasons that nobody gave.
const (
	reasonOpen   = "nobody decided: what is undecided is withheld"
	reasonSame   = "the same value is withheld elsewhere"
	reasonUnsure = "the program could not be certain what the page shows, and left it out"
)

// log gathers all that was withheld, item by item.
func (c *caseFile) log() []removed {
	var out []removed
	named := map[string][]Named{}
	for _, n := range c.in.Named {
		named[n.Item] = append(named[n.Item], n)
	}
	for _, e := range c.plan.entries {
		if e.Withheld {
			d := c.latest[redact.TargetItem+e.ID]
			out = append(out, removed{
				e: e, position: "item", kind: "item", code: e.Code, reason: cmp.Or(d.Reason, reasonOf(d)), by: d.By, at: d.At,
				span: redact.Span{End: len(e.Text)}, text: e.Text,
			})
		}
		for _, n := range named[e.ID] {
			r := c.redaction(e, n.Redaction)
			r.position, r.text, r.span = "name", n.Text, redact.Span{}
			out = append(out, r)
		}
		for _, w := range e.Withhold {
			r := c.redaction(e, w)
			r.text, r.page, r.place = e.Text[w.Start:w.End], e.pageAt(w.Start), placeOf(e.bounds, w.Start)
			out = append(out, r)
		}
		out = append(out, c.areas(e)...)
	}
	return out
}

// reasonOf says why there is a verdict without words of an officer.
func reasonOf(d redact.Decision) string {
	if d.By == "" {
		return reasonOpen
	}
	return ""
}

func (c *caseFile) redaction(e *entry, w Redaction) removed {
	d := c.in.Grounds[w.Mark]
	r := removed{e: e, position: "text", mark: w.Mark, kind: string(w.Kind), code: w.Code, reason: cmp.Or(d.Reason, reasonOf(d)), by: w.By, at: w.At, span: w.Span}
	if w.By != "" && d.By == "" {
		r.reason = ""
	}
	if w.Mark == "same-value" {
		r.reason = reasonSame
	}
	return r
}

// areas are the places that were withheld by where they stand: drawn by an
// officer, or pages that the engine left out.
func (c *caseFile) areas(e *entry) []removed {
	var out []removed
	for _, a := range e.Areas {
		d := c.latest[redact.TargetArea+a.ID()]
		r := removed{
			e: e, position: "area", page: a.Page, mark: a.ID(), kind: string(redact.Drawn), code: d.Code, reason: cmp.Or(d.Reason, reasonOf(d)),
			by: d.By, at: d.At, area: edges(a.Rect),
		}
		if a.Whole() {
			r.position, r.area, r.text = "page", "", e.pageText(a.Page)
		}
		out = append(out, r)
	}
	for _, n := range c.in.Built.Dropped[e.ID] {
		out = append(out, removed{e: e, position: "page", page: n, kind: "page", reason: reasonUnsure, text: e.pageText(n)})
	}
	return out
}

// edges are left, top, right and bottom of a rectangle.
func edges(r redact.Rect) string {
	var out []string
	for _, x := range []float64{r.Left, r.Top, r.Right, r.Bottom} {
		out = append(out, strconv.FormatFloat(x, 'f', -1, 64))
	}
	return strings.Join(out, " ")
}

// pageAt returns the number of the page that holds a byte; 0 for none.
func (e *entry) pageAt(at int) int {
	for nodes := e.bounds; ; {
		n := holding(nodes, at)
		if n == nil {
			return 0
		}
		if n.Kind == "page" {
			number, _ := strconv.Atoi(n.Label) // 0 for what is none
			return number
		}
		nodes = n.kids
	}
}

// pageText is the text of a page, "" when there is none.
func (e *entry) pageText(page int) string {
	for _, b := range e.Bounds {
		if b.Kind == "page" && b.Label == strconv.Itoa(page) && 0 <= b.Start && b.Start <= b.End && b.End <= len(e.Text) {
			return e.Text[b.Start:b.End]
		}
	}
	return ""
}

// redactionLog is what was withheld, without the text.
func (c *caseFile) redactionLog() *table {
	t := &table{path: "redactions.csv", title: "What was withheld, by whom and why", fields: append(removedFields(),
		field{"hmac_sha256", "string", "Keyed hash of the withheld text; empty where it has none"},
		field{"hmac_folded", "string", "The same of the text without case, accents and the width of blanks"})}
	for _, r := range c.removed {
		t.add(append(r.cells(), keyed(c.in.Key, r.text), keyed(c.in.Key, folded(r.text)))...)
	}
	return t
}

func removedFields() []field {
	return []field{
		{"number", "integer", "Number of the item in the pack"},
		{"item", "string", "ID of the item"},
		{"mark", "string", "ID of the mark or area; empty for a whole item"},
		{"kind", "string", "What sort of data it is"},
		{"code", "string", "Ground in law"},
		{"by", "string", "Who decided; empty when nobody did"},
		{"at", "string", "When, UTC"},
		{"start", "integer", "First byte in the item's text"},
		{"end", "integer", "Byte after the last"},
		{"position", "string", "text, name (of the file), area (of a page), page or item"},
		{"page", "integer", "Number of the page"},
		{"place", "string", "Page, sheet or row"},
		{"area", "string", "Left, top, right and bottom of an area, in points of the page or dots of the picture"},
		{"reason", "string", "As the officer gave it"},
	}
}

func (r removed) cells() []string {
	start, end := "", ""
	if r.span != (redact.Span{}) {
		start, end = strconv.Itoa(r.span.Start), strconv.Itoa(r.span.End)
	}
	return []string{
		strconv.Itoa(r.e.number), r.e.ID, r.mark, r.kind, r.code, r.by, instant(r.at), start, end, r.position, number(r.page), r.place, r.area, r.reason,
	}
}

// keyed is the keyed hash of a text, "" for none.
func keyed(key []byte, text string) string {
	if text == "" {
		return ""
	}
	h := hmac.New(sha256.New, key)
	_, _ = h.Write([]byte(text)) // never fails
	return hex.EncodeToString(h.Sum(nil))
}

// folded is a text as far as spellings of it do not differ.
func folded(text string) string { return strings.Join(strings.Fields(fold.String(text)), " ") }

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
