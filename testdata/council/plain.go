package council

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// plainText sets a document as lines of text. Lines longer than width are
// broken at blanks, but never inside one of keep; width 0 breaks nothing.
func plainText(d document, width int, keep []string) string {
	var b strings.Builder
	for _, bl := range d.blocks {
		switch bl.kind {
		case heading:
			b.WriteString(strings.ToUpper(bl.text[:1]) + bl.text[1:] + "\n" + strings.Repeat("-", min(len(bl.text), 60)) + "\n")
		case row:
			b.WriteString(strings.Join(bl.cells(), "\t") + "\n")
			continue
		case note:
			b.WriteString("[Note: " + bl.text + "]\n")
		default:
			for _, line := range bl.lines() {
				b.WriteString(strings.Join(wrap(line, width, keep), "\n") + "\n")
			}
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// wrap breaks a line at blanks so that no piece is longer than width bytes
// where that can be had without a break inside one of keep.
func wrap(line string, width int, keep []string) []string {
	if width <= 0 || len(line) <= width {
		return []string{line}
	}
	fixed := make([]bool, len(line))
	for _, k := range keep {
		for at := 0; k != ""; {
			i := strings.Index(line[at:], k)
			if i < 0 {
				break
			}
			for j := at + i; j < at+i+len(k); j++ {
				fixed[j] = true
			}
			at += i + len(k)
		}
	}
	var out []string
	start, last := 0, -1
	for i := 0; i < len(line); i++ {
		if line[i] == ' ' && !fixed[i] {
			last = i
		}
		if i-start >= width && last > start {
			out = append(out, line[start:last])
			start, last = last+1, -1
		}
	}
	return append(out, line[start:])
}

// encodings name how a text file may be written, in the order they are used.
var encodings = []string{"utf-8", "windows-1252", "utf-8-bom", "utf-16le", "utf-16be"}

// encode writes text in an encoding; what windows-1252 cannot hold is
// written as UTF-8, and the name of the encoding used is returned. Line ends
// are CRLF but in UTF-8.
func encode(text, encoding string) ([]byte, string) {
	switch encoding {
	case "windows-1252":
		out, err := charmap.Windows1252.NewEncoder().String(crlf(text))
		if err != nil {
			return []byte(text), "utf-8"
		}
		return []byte(out), encoding
	case "utf-8-bom":
		return []byte("\ufeff" + crlf(text)), encoding
	case "utf-16le", "utf-16be":
		var b bytes.Buffer
		for _, u := range utf16.Encode([]rune("\ufeff" + crlf(text))) {
			if encoding == "utf-16le" {
				b.Write([]byte{byte(u), byte(u >> 8)})
			} else {
				b.Write([]byte{byte(u >> 8), byte(u)})
			}
		}
		return b.Bytes(), encoding
	}
	return []byte(text), "utf-8"
}

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

// csvText writes the first sheet.
func csvText(s sheet) (string, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll(s.rows); err != nil {
		return "", fmt.Errorf("write csv: %w", err)
	}
	return b.String(), nil
}

// html writes a web page; comments are set as an aside.
func html(d document) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head><meta charset=\"utf-8\"><title>%s</title><meta name=\"author\" content=\"%s\"></head>\n<body>\n", esc(d.title), esc(d.author))
	b.WriteString(htmlBody(d))
	b.WriteString("</body>\n</html>\n")
	return []byte(b.String())
}

func htmlBody(d document) string {
	tags := map[blockKind]string{heading: "h1", header: "header", footer: "footer", note: "aside", inserted: "ins", deleted: "del", box: "blockquote"}
	var b strings.Builder
	table := false
	for _, bl := range d.blocks {
		if (bl.kind == row) != table {
			table = !table
			b.WriteString(map[bool]string{true: "<table>\n", false: "</table>\n"}[table])
		}
		if table {
			b.WriteString("<tr>")
			for _, c := range bl.cells() {
				b.WriteString("<td>" + esc(c) + "</td>")
			}
			b.WriteString("</tr>\n")
			continue
		}
		tag, ok := tags[bl.kind]
		if !ok {
			tag = "p"
		}
		fmt.Fprintf(&b, "<%s>%s</%s>\n", tag, strings.ReplaceAll(esc(bl.text), "\n", "<br>\n"), tag)
	}
	if table {
		b.WriteString("</table>\n")
	}
	return b.String()
}

// rtf writes Rich Text Format in windows-1252 with Unicode escapes.
func rtf(d document) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\info{\title %s}{\author %s}}`+"\n", rtfEscape(d.title), rtfEscape(d.author))
	b.WriteString(`{\*\revtbl{Unknown;}{Reviewer;}}` + "\n")
	for _, bl := range d.of(header) {
		b.WriteString(`{\header ` + rtfEscape(bl.text) + `\par}` + "\n")
	}
	for _, bl := range d.of(footer) {
		b.WriteString(`{\footer ` + rtfEscape(bl.text) + `\par}` + "\n")
	}
	for _, bl := range d.blocks {
		text := rtfEscape(bl.text)
		switch bl.kind {
		case header, footer:
		case heading:
			b.WriteString(`{\b\fs28 ` + text + `}\par` + "\n")
		case row:
			b.WriteString(rtfRow(bl.cells()))
		case note:
			b.WriteString(`Checked.{\*\atnid R}{\*\atnauthor Reviewer}\chatn{\*\annotation ` + text + `}\par` + "\n")
		case inserted:
			b.WriteString(`{\revised\revauth1 ` + text + `}\par` + "\n")
		case deleted:
			b.WriteString(`{\deleted\revauthdel1 ` + text + `}\par` + "\n")
		default:
			b.WriteString(text + `\par` + "\n")
		}
	}
	b.WriteString("}\n")
	return []byte(b.String())
}

func rtfRow(cells []string) string {
	var b strings.Builder
	b.WriteString(`\trowd`)
	for i := range cells {
		fmt.Fprintf(&b, `\cellx%d`, 2000*(i+1))
	}
	for _, c := range cells {
		b.WriteString(`\intbl ` + rtfEscape(c) + `\cell`)
	}
	b.WriteString(`\row` + "\n")
	return b.String()
}

func rtfEscape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\line `)
		case r == '\\' || r == '{' || r == '}':
			b.WriteString(`\` + string(r))
		case r < 128:
			b.WriteRune(r)
		default:
			if c, ok := charmap.Windows1252.EncodeRune(r); ok {
				fmt.Fprintf(&b, `\'%02x`, c)
			} else {
				fmt.Fprintf(&b, `\u%d?`, int16(r))
			}
		}
	}
	return b.String()
}
