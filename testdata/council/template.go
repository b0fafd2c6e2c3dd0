package council

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"time"

	"sarsen/testdata/council/damage"
)

// A template is one kind of document as the files in prose write it:
//
//	=== housing.warning            kind; what stands before the dot is free
//	class: document                document, mail or sheet
//	folder: housing/Tenancies      department and folder below its own
//	name: Letter to {s.titled}     file name; subject for mail
//	about: s n                     parts whose affairs it is on
//	formats: docx odt pdf          for documents and sheets
//	---
//	Text, a paragraph after each blank line.
//
// In text, {part.form} writes a person (see scene.who and scene.form), {part}
// writes them as prose would, {date}, {day}, {time}, {amount}, {n} and {year}
// and others in scene.slot are drawn ({n} is a small number, the neighbour
// is always {n.form}), and [one|two|] picks one of its alternatives, nested ones too.
//
// A paragraph that begins with one of # > ^ _ % + ~ and a blank is a heading,
// comment, page header, footer, text box, tracked insertion or deletion; one
// that begins with "| " is table rows, "|* " a row repeated for several people
// with the part r.
//
// In mail, "--- s > o cc m" begins each message of a thread. In sheets, each
// line of the body is a column, "Heading = text", or begins with one of
// "hidden:" (a hidden column), "date:" (a column of dates), "sheet:" (a further
// sheet), "hidden sheet:", or "comment:" (on a row's first cell).
type template struct {
	kind, class string
	dept        department
	folder      string
	name        string
	about       []string
	formats     []string
	body        string
}

//go:embed prose/*.txt prose/hard/*.txt
var prose embed.FS

// everyday are the files of the templates of every council.
const everyday = "prose/*.txt"

// loadTemplates reads the templates of the files of a pattern, in the order of
// their files.
func loadTemplates(pattern string) ([]template, error) {
	files, err := fs.Glob(prose, pattern)
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	var out []template
	for _, f := range files {
		data, err := prose.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("read templates: %w", err)
		}
		text := strings.ReplaceAll("\n"+string(data), "\r\n", "\n")
		for _, chunk := range strings.Split(text, "\n=== ")[1:] {
			t, err := parseTemplate(chunk)
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", f, err)
			}
			out = append(out, t)
		}
	}
	return out, nil
}

func parseTemplate(chunk string) (template, error) {
	head, body, ok := strings.Cut(chunk, "\n---")
	if !ok {
		return template{}, fmt.Errorf("no text below the head: %w", errTemplate)
	}
	lines := strings.Split(head, "\n")
	t := template{kind: strings.TrimSpace(lines[0]), class: "document", body: strings.Trim(body, "\n")}
	for _, line := range lines[1:] {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch key {
		case "class":
			t.class = value
		case "folder":
			id, below, _ := strings.Cut(value, "/")
			t.dept, t.folder = departmentByID(id), below
			if t.dept.id != id {
				return t, fmt.Errorf("%s: no department %q: %w", t.kind, id, errTemplate)
			}
		case "name":
			t.name = value
		case "about":
			t.about = words(value)
		case "formats":
			t.formats = words(value)
		default:
			return t, fmt.Errorf("%s: unknown line %q: %w", t.kind, key, errTemplate)
		}
	}
	return t, nil
}

// expand writes a text with its slots filled and its alternatives chosen.
func (s *scene) expand(text string) string {
	var b strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "{[")
		if i < 0 {
			b.WriteString(s.literal(text))
			break
		}
		b.WriteString(s.literal(text[:i]))
		end := closing(text[i:])
		if end < 0 {
			return s.fail("close a bracket")
		}
		inner := text[i+1 : i+end]
		if text[i] == '{' {
			b.WriteString(s.slot(inner))
		} else {
			b.WriteString(s.expand(pick(s.r, alternatives(inner))))
		}
		text = text[i+end+1:]
	}
	return b.String()
}

// closing finds the bracket that closes the one text begins with.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func alternatives(text string) []string {
	var out []string
	depth, start := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, text[start:i])
				start = i + 1
			}
		}
	}
	return append(out, text[start:])
}

// literal is text that tells of nobody; in a bad scan it is damaged too.
func (s *scene) literal(text string) string {
	if s.scan > 0 {
		return damage.Scanned(s.r.below, text, s.scan).Text
	}
	if !s.ocr || s.r.chance(60) {
		return text
	}
	return misread(s.r, text)
}

func (s *scene) slot(name string) string {
	part, manner, ok := strings.Cut(name, ".")
	if ok {
		p := s.who(part)
		s.seen[p.ID] = true
		return s.form(p, manner)
	}
	switch name {
	case "date":
		return s.date.AddDate(0, 0, -s.r.below(20)).Format("2 January 2006")
	case "today":
		return s.date.Format("2 January 2006")
	case "day":
		return s.lately().Format("02/01/2006")
	case "next":
		return s.date.AddDate(0, 0, 5+s.r.below(24)).Format("Monday 2 January 2006")
	case "time":
		return fmt.Sprintf("%02d:%02d", s.r.between(8, 22), s.r.below(60))
	case "amount":
		return fmt.Sprintf("£%d.%02d", s.r.between(12, 940), s.r.below(100))
	case "year":
		return s.date.Format("2006")
	case "n":
		return fmt.Sprint(s.r.between(2, 9))
	case "num":
		return fmt.Sprint(s.r.between(10000, 99999))
	case "road":
		return pick(s.r, streets)
	case "town":
		return pick(s.r, towns).name
	case "dept":
		return s.dept.name
	}
	return s.natural(s.who(name))
}

// lately is a day of the month before the item's date, each time a little
// later than the last.
func (s *scene) lately() time.Time {
	if s.days += s.r.below(4); s.days > 28 {
		return s.date.AddDate(0, 0, -s.r.below(28))
	}
	return s.date.AddDate(0, 0, s.days-30)
}

// tidied drops the blanks that alternatives left empty leave behind.
func tidied(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = blanks.ReplaceAllString(strings.TrimSpace(line), " ")
		lines[i] = strings.NewReplacer(" .", ".", " ,", ",").Replace(line)
	}
	return strings.Join(lines, "\n")
}

var blanks = regexp.MustCompile(" {2,}")
