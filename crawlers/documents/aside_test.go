package documents_test

import (
	"strings"
	"testing"

	"sarsen/crawlers/documents"
)

// asides reads a paragraph in which [x] was deleted, {x} inserted and (x) is
// hidden, and returns the text with the hidden notes marked.
func asides(source string) string {
	out := documents.NewBuilder(0, nil)
	out.Text("before\n")
	var a documents.Asides
	a.Begin(out.Len())
	for rest := source; rest != ""; {
		i := strings.IndexAny(rest, "[{(")
		if i < 0 {
			out.Text(rest)
			break
		}
		out.Text(rest[:i])
		end := i + strings.IndexAny(rest[i:], "]})")
		inside := rest[i+1 : end]
		switch rest[i] {
		case '[':
			a.Cut(out.Len(), "deleted", inside)
		case '(':
			a.Cut(out.Len(), "hidden", inside)
		case '{':
			from := out.Len()
			out.Text(inside)
			a.Added(from, out.Len())
		}
		rest = rest[end+1:]
	}
	a.Write(out)
	return strings.TrimPrefix(marked(out.Result().Item), "before/")
}

func marked(item documents.Item) string {
	text := item.Text
	for i := len(item.Bounds) - 1; i >= 0; i-- {
		b := item.Bounds[i]
		text = text[:b.Start] + "*" + b.Label[:1] + ":" + text[b.Start:b.End] + "*" + text[b.End:]
	}
	return strings.ReplaceAll(text, "\n", "/")
}

func TestAsides(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"nothing", "Leopold Batt called", "Leopold Batt called"},
		{"a name replaced", "Mr {Leopold Batt}[Ada Okafor] called", "Mr Leopold Batt called/*d:Ada Okafor*/"},
		{"replaced the other way round", "Mr [Ada Okafor]{Leopold Batt} called", "Mr Leopold Batt called/*d:Ada Okafor*/"},
		{"part of a word", "Ms Okaf[o]{u}r called", "Ms Okafur called/*d:Okafor*/"},
		{"two parts of a word", "Ms O[k]{c}a[f]{ph}or called", "Ms Ocaphor called/*d:Okafor*/"},
		{"the end of a word", "Batt[le] came", "Batt came/*d:Battle*/"},
		{"in two runs", "Mr [Leo][pold Batt] called", "Mr  called/*d:Leopold Batt*/"},
		{"words one by one", "Mr [Leopold] [Batt] called", "Mr   called/*d:Leopold Batt*/"},
		{"far from each other", "[Ada] called [Sam] back", " called  back/*d:Ada*/*d:Sam*/"},
		{"with an apostrophe", "O'[Connor]{Hara} came", "O'Hara came/*d:O'Connor*/"},
		{"white space alone", "Leopold[ ]{-}Batt", "Leopold-Batt"},
		{"hidden and deleted", "Ba(secret)tt[le] x", "Batt x/*h:Basecrettt*/*d:Battle*/"},
		{"all of it", "[gone]", "*d:gone*/"},
		{"between letters of two bytes", "Zo[ë]{e} Hall", "Zoe Hall/*d:Zoë*/"},
		{"nothing of the line above", "[x]", "*d:x*/"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := asides(tt.source); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestAsidesInALongWord keeps the work in proportion to the text.
func TestAsidesInALongWord(t *testing.T) {
	out := documents.NewBuilder(0, nil)
	var a documents.Asides
	labels := []string{"deleted", "hidden"}
	for i := range 100_000 {
		out.Text("word")
		a.Cut(out.Len(), labels[i%2], "x")
	}
	a.Write(out)
	if n := out.Len(); n > 100_000*(4+2*maxGrowth) {
		t.Errorf("%d bytes", n)
	}
}

const maxGrowth = 110 // bytes of a word to either side
