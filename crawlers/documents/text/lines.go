package text

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
)

// A shape is a kind of text that is a list of records: chats and logs. Each
// record begins on a line that fits the expression, and its groups are the
// record's cells; lines that do not fit go on with the record before.
type shape struct {
	cells []string // labels of the groups
	line  *regexp.Regexp
	// log restricts the shape to files called .log, since in a diary each
	// entry is about the person on the first page.
	log bool
}

// Dates in chats are as the telephone's owner has set them.
const (
	chatDate  = `\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`
	chatTime  = `\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?`
	quoted    = `"((?:[^"\\]|\\.)*)"`
	clockTime = `\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?`
)

var shapes = []shape{
	{ // WhatsApp on Android
		cells: []string{"Date", "From", "Message"},
		line:  regexp.MustCompile(`^\x{200e}?(` + chatDate + `,? ` + chatTime + `) [-–] (?:([^:]{1,100}): )?(.*)$`),
	},
	{ // WhatsApp on iPhone
		cells: []string{"Date", "From", "Message"},
		line:  regexp.MustCompile(`^\x{200e}?\[(` + chatDate + `,? ` + chatTime + `)\] (?:([^:]{1,100}): )?(.*)$`),
	},
	{ // web servers' common and combined log
		cells: []string{"Host", "Identity", "User", "Date", "Request", "Status", "Bytes", "Referrer", "Agent"},
		line:  regexp.MustCompile(`^(\S+) (\S+) (\S+|"[^"]*") \[([^\]]+)\] ` + quoted + ` (\d{3}|-) (\d+|-)(?: ` + quoted + ` ` + quoted + `)?.*$`),
	},
	{ // a time by ISO 8601, as most programs write it
		cells: []string{"Date", "Entry"}, log: true,
		line: regexp.MustCompile(`^\[?(\d{4}[-/]\d{2}[-/]\d{2}[T ]` + clockTime + `(?:Z| ?[+-]\d{2}:?\d{2})?)\]?[\s,;|:-]*(.*)$`),
	},
	{ // syslog
		cells: []string{"Date", "Host", "Entry"}, log: true,
		line: regexp.MustCompile(`^((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d ` + clockTime + `) (\S+) (.*)$`),
	},
}

// looked is how many lines decide on the shape of a text, and least how many
// records it takes.
const (
	looked = 50
	least  = 3
)

// shapeOf returns the shape that most of the first lines have, or nil.
func shapeOf(name, text string) *shape {
	log := strings.EqualFold(path.Ext(name), ".log")
	for i := range shapes {
		s := &shapes[i]
		if s.log && !log {
			continue
		}
		fit, all := 0, 0
		for line := range strings.Lines(text) {
			if line = strings.TrimSuffix(line, "\n"); line == "" {
				continue
			}
			if all++; s.line.MatchString(line) {
				fit++
			} else if all == 1 {
				break // what goes before the first record is not of this shape
			}
			if all == looked {
				break
			}
		}
		if fit >= least && fit*3 >= all {
			return s
		}
	}
	return nil
}

// records writes text as it stands, with a bound to each record and cell.
func (s *shape) records(name, text string, out *documents.Builder) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	out.Open(documents.Sheet, strings.TrimSuffix(base, path.Ext(base)), false)
	defer out.Close()
	number, open := 0, false
	next := func() {
		if open {
			out.Close() // cell
			out.Close() // row
			out.Break()
		}
	}
	for line := range strings.Lines(text) {
		if out.Full() {
			break
		}
		bare := strings.TrimSuffix(line, "\n")
		groups := s.line.FindStringSubmatchIndex(bare)
		if groups == nil {
			if open && strings.TrimSpace(bare) != "" {
				out.Text("\n" + bare)
			} else {
				out.Text(line)
			}
			continue
		}
		next()
		number++
		out.Open(documents.Row, strconv.Itoa(number), false)
		s.row(bare, groups, out)
		open = true
	}
	next()
}

// row writes the line of a record and leaves a cell open, for lines that go on
// with it.
func (s *shape) row(line string, groups []int, out *documents.Builder) {
	at, label := 0, ""
	for i := range s.cells {
		from, to := groups[2*i+2], groups[2*i+3]
		if from < 0 {
			continue
		}
		if label != "" {
			out.Close()
		}
		label = s.cells[i]
		out.Text(line[at:from])
		out.Open(documents.Cell, label, false)
		out.Text(line[from:to])
		at = to
	}
	if at < len(line) {
		out.Close()
		out.Text(line[at:])
		out.Open(documents.Cell, label, false)
	}
}
