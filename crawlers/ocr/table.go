package ocr

import (
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
)

// A row of tesseract's table that is a word.
type row struct {
	paragraph, line          string
	left, top, width, height float64
	confidence               float64
	text                     string
}

// columns of the table: level, page, block, paragraph, line, word, left, top,
// width, height, confidence, text.
const columns = 12

// wordLevel is what the first column says of a word.
const wordLevel = "5"

// parseRow reads a line of the table; ok is false for what is no word.
func parseRow(line string) (r row, ok bool) {
	f := strings.SplitN(line, "\t", columns)
	if len(f) < columns || f[0] != wordLevel {
		return row{}, false
	}
	var numbers [5]float64
	for i := range numbers {
		n, err := strconv.ParseFloat(f[6+i], 64)
		if err != nil || !(n >= -1 && n <= documents.MaxPixels) {
			return row{}, false
		}
		numbers[i] = n
	}
	text := strings.Join(strings.Fields(documents.Normalise(f[11])), " ")
	return row{
		paragraph: f[2] + "." + f[3], line: f[2] + "." + f[3] + "." + f[4],
		left: numbers[0], top: numbers[1], width: numbers[2], height: numbers[3], confidence: numbers[4], text: text,
	}, text != ""
}

// parse makes text and words out of tesseract's table: lines end in \n, an
// empty line stands between paragraphs.
func parse(table []byte, p documents.Picture) documents.Recognition {
	out := documents.Recognition{Width: p.Width, Height: p.Height}
	x, y := p.Width/float64(p.Columns), p.Height/float64(p.Rows)
	var text strings.Builder
	var last row
	sure, letters := 0.0, 0
	for line := range strings.Lines(string(table)) {
		r, ok := parseRow(strings.TrimRight(line, "\r\n"))
		if !ok {
			continue
		}
		text.WriteString(gap(last, r))
		last = r
		w := documents.Word{
			Start: text.Len(), End: text.Len() + len(r.text), Confidence: int(r.confidence),
			Box: documents.Rect{Left: r.left * x, Top: r.top * y, Right: (r.left + r.width) * x, Bottom: (r.top + r.height) * y},
		}
		text.WriteString(r.text)
		out.Words = append(out.Words, w)
		sure += r.confidence * float64(len(r.text))
		letters += len(r.text)
	}
	out.Text = text.String()
	if letters > 0 {
		out.Confidence = int(sure/float64(letters) + 0.5)
	}
	return out
}

// gap is what stands between two words.
func gap(a, b row) string {
	switch {
	case a.text == "":
		return ""
	case a.paragraph != b.paragraph:
		return "\n\n"
	case a.line != b.line:
		return "\n"
	}
	return " "
}
