package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

// A Reviewed is a match with its text, its marks under the decisions in force,
// and whether it goes into the pack.
type Reviewed struct {
	request.Match
	Text  catalogue.Text
	Name  string
	Pages int
	Mail  *documents.Mail
	Marks []redact.Mark // of text and name
	// Subject are the places of the subject's own data.
	Subject []pack.SubjectSpan
	// Verdict is what becomes of the whole item; never Open.
	Verdict redact.Verdict
	Code    string
	Decided bool // a person decided on the item
	Lost    bool // there is no text of it any more
	// Areas are the places that were withheld by where they stand, and Unplaced
	// how many of them could not be found on the item's pages.
	Areas    []Area
	Unplaced int
	// Copy is the copy that an officer redacted by other means, for this request;
	// nil for none.
	Copy *Copy
	// AttachedBy is the officer who added the copy, or else the latest transcript,
	// and AttachedAt when; "" for none.
	AttachedBy string
	AttachedAt time.Time
	// Scan is as in pack.Item.
	Scan func(page int) (redact.Scan, bool, error)
}

// An Area is a place of an item that an officer withheld, with what they said.
type Area struct {
	redact.Area
	ID     string // follows redact.TargetArea in a decision
	Code   string
	Reason string
	By     string
	At     time.Time
	// Under are the places of the item's text that stand in it, once it was
	// looked for; none for a face or a signature.
	Under []redact.Span
}

// A Copy is a redacted copy of an item that an officer gave.
type Copy struct {
	MediaType string
	File      string // hash of its bytes
	Open      func() ([]byte, error)
}

// Assembly is what a pack is made from, and what the verifier has to look for.
type Assembly struct {
	Items  []pack.Item
	Values []pack.Value
	// Keep are the subject's own values.
	Keep []string
	// Swept counts further places of withheld values that no mark covered and
	// that are withheld all the same.
	Swept int
	// Mixed counts values that a person disclosed in one place and withheld in
	// another; the verifier cannot hold the whole pack to these.
	Mixed int
	// Unsearched counts values that are masked where they are marked, and cannot
	// be told elsewhere from the subject's own, a date that the pack shows, or a
	// word: the verifier does not look for these.
	Unsearched int
}

// Assemble makes the items of a pack from reviewed matches. keep are the
// subject's own values. open gives the original bytes of an item.
func Assemble(reviewed []Reviewed, keep []string, ground string, decided map[string]time.Time, open func(request.Match) func() ([]byte, error)) (Assembly, error) {
	a := Assembly{Keep: keep}
	slices.SortStableFunc(reviewed, func(x, y Reviewed) int {
		return cmp.Or(x.Date.Compare(y.Date), strings.Compare(x.Source, y.Source), strings.Compare(x.Path, y.Path), strings.Compare(x.Part, y.Part))
	})
	a.values(reviewed)
	var list []string
	for _, v := range a.Values {
		list = append(list, v.Text)
	}
	search := verify.NewSearch(list, keep)
	shown := shownCopies(reviewed)
	for _, r := range reviewed {
		if r.Verdict != redact.Disclose && r.Code == redact.CodeScope {
			continue // not the requester's data: the pack does not speak of it
		}
		if r.Lost && r.Verdict == redact.Disclose { // of a draft: nothing of it can be shown
			r.Verdict, r.Code = redact.Withhold, ground
		}
		if r.Unplaced > 0 { // of a draft: what stands in the area is not known
			r.Verdict, r.Code = redact.Withhold, ground
		}
		item := PackItem(r)
		item.DuplicateOf = ""
		if of := shown[originalOf(r)]; of != r.Item {
			item.DuplicateOf = of
		}
		if !item.Withheld && item.DuplicateOf == "" {
			a.withhold(&item, r, search, ground, decided)
			if r.AddedAs == request.Form {
				withFacts(&item, formFacts(r.Text, item.Withhold))
			}
		}
		if !item.Withheld {
			label(&item, r.Marks)
		}
		item.Open = open(r.Match)
		if r.Copy != nil && !item.Withheld {
			item.MediaType, item.Redacted, item.Open = r.Copy.MediaType, true, r.Copy.Open
		}
		for _, w := range item.Withhold {
			if w.End > len(item.Text) {
				return Assembly{}, fmt.Errorf("assemble item %s: %w", r.Item, redact.ErrSpan)
			}
		}
		a.Items = append(a.Items, item)
	}
	return a, nil
}

// originalOf is the item of which r is a copy, r itself for none.
func originalOf(r Reviewed) string { return cmp.Or(r.DuplicateOf, r.Item) }

// shownCopies returns which of several copies stands in the pack for all: the
// first one, or else, where that stays out, the first that does not.
func shownCopies(reviewed []Reviewed) map[string]string {
	shown := map[string]string{}
	for _, r := range reviewed {
		of := originalOf(r)
		if r.Verdict == redact.Disclose && !r.Lost && r.Unplaced == 0 && (shown[of] == "" || r.Item == of) {
			shown[of] = r.Item
		}
	}
	return shown
}

// withhold sets the redactions of an item: its marks, and every further place
// of a withheld value, which the recogniser may have missed.
func (a *Assembly) withhold(item *pack.Item, r Reviewed, search *verify.Search, ground string, decided map[string]time.Time) {
	var spans []redact.Span
	for _, m := range r.Marks {
		if m.Field != "" || !m.Withheld() {
			continue
		}
		item.Withhold = append(item.Withhold, pack.Redaction{Span: m.Span, Kind: m.Kind, Code: cmp.Or(m.Code, ground), Mark: m.ID, By: m.By, At: decided[m.ID]})
		spans = append(spans, m.Span)
	}
	for _, area := range r.Areas {
		for _, w := range area.redactions(item.Bounds) {
			item.Withhold = append(item.Withhold, w)
			spans = append(spans, w.Span)
		}
	}
	spans = redact.Merge(spans)
	sweep := func(hits []verify.Hit) {
		for _, h := range hits {
			if slices.ContainsFunc(spans, func(s redact.Span) bool { return s.Covers(h.Span) }) {
				continue
			}
			a.Swept++
			spans = append(spans, h.Span)
			item.Withhold = append(item.Withhold, pack.Redaction{Span: h.Span, Kind: a.Values[h.Value].Kind, Code: ground, Mark: "same-value"})
		}
	}
	sweep(search.Find(item.Text, 0))
	sweep(search.Encoded(blanked(item.Text, redact.Merge(spans))))
	slices.SortFunc(item.Withhold, func(x, y pack.Redaction) int { return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End)) })
}

// redactions are what an area withholds of the text. One in which no text stands
// has an empty span at the start of its page, so that the log has it as well.
func (a Area) redactions(bounds []pack.Bound) []pack.Redaction {
	spans := a.Under
	if len(spans) == 0 {
		at := 0
		for _, b := range bounds {
			if b.Kind == string(documents.Page) && b.Label == strconv.Itoa(a.Page) {
				at = b.Start
			}
		}
		spans = []redact.Span{{Start: at, End: at}}
	}
	out := make([]pack.Redaction, len(spans))
	for i, s := range spans {
		out[i] = pack.Redaction{Span: s, Kind: redact.Drawn, Code: a.Code, Mark: redact.TargetArea + a.ID, By: a.By, At: a.At}
	}
	return out
}

// blanked returns a text with blanks in place of the bytes of spans, which are
// sorted and apart.
func blanked(text string, spans []redact.Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End > len(text) {
			break // refused by Assemble
		}
		b.WriteString(text[at:s.Start])
		b.WriteString(strings.Repeat(" ", s.End-s.Start))
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// PackItem is a reviewed item as the pack takes it, before anything is withheld
// in its text and without its bytes.
func PackItem(r Reviewed) pack.Item {
	item := pack.Item{
		ID: r.Item, Title: r.Title, Name: r.Name, Date: r.Date, MediaType: r.MediaType, Pages: r.Pages, Text: r.Text.Text,
		Subject: r.Subject, Withheld: r.Verdict != redact.Disclose, Code: r.Code, DuplicateOf: r.DuplicateOf, Thread: r.Thread,
		Parent: r.Parent, Source: cmp.Or(r.Terms, r.Source), AddedBy: r.AddedBy, AddedAt: r.AddedAt, Scan: r.Scan,
	}
	if item.AddedBy == "" {
		item.AddedBy, item.AddedAt = r.AttachedBy, r.AttachedAt
	}
	for _, a := range r.Areas {
		item.Areas = append(item.Areas, a.Area)
	}
	for _, b := range r.Text.Bounds {
		item.Added = item.Added || b.Kind == documents.Note && b.Label == catalogue.ByHand
		item.Bounds = append(item.Bounds, pack.Bound{Kind: string(b.Kind), Start: b.Start, End: b.End, Label: b.Label, Hidden: b.Hidden})
	}
	if item.Withheld { // what it is called may tell what is withheld
		item.Title, item.Name = "", ""
		return item
	}
	for _, q := range r.Quotes {
		if q.Of != "" {
			item.Repeats = append(item.Repeats, pack.Repeat{Span: redact.Span(q.Span), Of: q.Of})
		}
	}
	if r.Mail != nil {
		item.Mail = &pack.Mail{From: r.Mail.From, To: r.Mail.To, Cc: r.Mail.Cc, Subject: r.Mail.Subject}
	}
	return item
}
