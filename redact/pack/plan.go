package pack

import (
	"fmt"
	"mime"
	"strings"

	"sarsen/redact"
)

// plan is the pack before anything is written: each item with its number,
// what becomes of it, and its labels without withheld values.
type plan struct {
	in      Input
	labels  *Labels
	entries []*entry
	masks   int
	codes   map[string]int
	events  []event // in order, once the chronology was made
}

// entry is one line of the schedule.
type entry struct {
	Item
	number      int
	disposition Disposition
	original    int // number of the item shown instead; 0 when none
	attachedTo  int // number of the message it came with; 0 when none
	title       string
	slug        string
	document    string // path in the pack; "" when it has none
	extras      []extra
	masked      masked
	rowCuts     []cut // rows of other people
	codes       []string
	thread      int
	note        string        // what the reader should know besides
	unshown     []redact.Span // of the text, that a copy does not show
	bounds      []*node
}

// shown reports whether the item's text is in the pack under its own number.
func (e *entry) shown() bool { return e.disposition == Disclosed || e.disposition == Part }

// byHand reports whether an officer added the item, or something to it.
func (e *entry) byHand() bool { return e.AddedBy != "" || e.Added }

func newPlan(in Input) (*plan, error) {
	p := &plan{in: in, labels: NewLabels(in.Values, in.Keep), codes: map[string]int{}}
	numbers := map[string]int{}
	for i, it := range in.Items {
		numbers[it.ID] = i + 1
	}
	threads := map[string]int{}
	for i, it := range in.Items {
		e, err := p.entry(it, i+1, numbers)
		if err != nil {
			return nil, fmt.Errorf("plan item %d: %w", i+1, err)
		}
		if it.Thread != "" {
			if threads[it.Thread] == 0 {
				threads[it.Thread] = len(threads) + 1
			}
			e.thread = threads[it.Thread]
		}
		p.entries = append(p.entries, e)
	}
	return p, nil
}

func (p *plan) entry(it Item, n int, numbers map[string]int) (*entry, error) {
	cuts, err := cutsOf(it.Text, it.Withhold)
	if err != nil {
		return nil, err
	}
	rows := make([]Redaction, 0)
	for _, r := range it.Withhold {
		if r.Kind == redact.Row {
			rows = append(rows, r)
		}
	}
	rowCuts, err := cutsOf(it.Text, rows)
	if err != nil {
		return nil, err
	}
	e := &entry{Item: it, number: n, masked: masked{it.Text, cuts}, rowCuts: rowCuts, attachedTo: numbers[it.Parent]}
	e.title = p.title(it, n)
	e.slug = p.labels.slug(e.title, "item")
	p.dispose(e, numbers)
	if e.shown() {
		e.bounds = nest(it.Text, it.Bounds)
	}
	return e, nil
}

func (p *plan) title(it Item, n int) string {
	for _, t := range []string{it.Title, it.Name} {
		if t = strings.Join(strings.Fields(t), " "); t != "" {
			return p.labels.Mask(t)
		}
	}
	return fmt.Sprintf("Item %d", n)
}

// dispose settles what becomes of an item and counts its masks.
func (p *plan) dispose(e *entry, numbers map[string]int) {
	switch {
	case e.Withheld:
		e.disposition = Withheld
		e.codes = withCode(nil, e.Code)
		p.count(e.codes)
		return
	case numbers[e.DuplicateOf] != 0 && numbers[e.DuplicateOf] != e.number:
		e.disposition = Duplicate
		e.original = numbers[e.DuplicateOf]
		return
	case len(e.masked.cuts)+len(e.Areas) == 0 && !e.Redacted:
		e.disposition = Disclosed
		return
	}
	e.disposition = Part
	p.masks += len(e.masked.cuts) + len(e.Areas)
	for _, c := range e.masked.cuts {
		p.count(c.codes)
		for _, code := range c.codes {
			e.codes = withCode(e.codes, code)
		}
	}
	for _, r := range e.Withhold {
		if r.Start == r.End { // an area in which no text stands
			e.codes = withCode(e.codes, r.Code)
			p.count(withCode(nil, r.Code))
		}
	}
}

func (p *plan) count(codes []string) {
	for _, c := range codes {
		p.codes[c]++
	}
}

func (p *plan) summary() Summary {
	s := Summary{Items: len(p.entries), Masks: p.masks, Codes: p.codes}
	for _, e := range p.entries {
		switch e.disposition {
		case Disclosed:
			s.Disclosed++
		case Part:
			s.Part++
		case Withheld:
			s.Withheld++
		case Duplicate:
			s.Duplicate++
		}
	}
	return s
}

// kindOf names a media type for readers.
func kindOf(e *entry) string {
	if e.Mail != nil {
		return "message"
	}
	media, _, err := mime.ParseMediaType(e.MediaType)
	if err != nil {
		media = e.MediaType
	}
	for _, k := range kinds {
		if strings.Contains(media, k.part) {
			return k.name
		}
	}
	return "document"
}

// kinds are tried in order.
var kinds = []struct{ part, name string }{
	{"message/", "message"},
	{"outlook", "message"},
	{"tnef", "message"},
	{"vcard", "address cards"},
	{"calendar", "calendar"},
	{"epub", "book"},
	{"pdf", "PDF"},
	{"spreadsheet", "spreadsheet"},
	{"excel", "spreadsheet"},
	{"csv", "spreadsheet"},
	{"presentation", "presentation"},
	{"powerpoint", "presentation"},
	{"image/", "picture"},
	{"html", "web page"},
	{"zip", "archive"},
	{"tar", "archive"},
	{"compressed", "archive"},
	{"7z", "archive"},
	{"rar", "archive"},
	{"audio/", "sound"},
	{"video/", "video"},
	{"/json", "data"},
	{"/xml", "data"},
	{"text/plain", "text"},
}
