package rtf_test

import (
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/rtf"
)

func read(t *testing.T, content string) documents.Result {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: strings.NewReader(content), Size: int64(len(content))}
	if err := rtf.New().Read(t.Context(), in, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

// bounds lists an item's bounds with what they hold.
func bounds(item documents.Item) string {
	var out []string
	for _, b := range item.Bounds {
		hidden := ""
		if b.Hidden {
			hidden = "*"
		}
		out = append(out, fmt.Sprintf("%s%s %s=%s", hidden, b.Kind, b.Label, strings.TrimSpace(item.Text[b.Start:b.End])))
	}
	return strings.Join(out, "|")
}

func TestRTF(t *testing.T) {
	tests := []struct{ name, content, text, bounds string }{
		{"paragraphs", `{\rtf1\ansi Dear Ann,\par thank you.\tab x}`, "Dear Ann,\nthank you.\tx", ""},
		{"line ends in the source are none", "{\\rtf1 Ann \r\nLee}", "Ann Lee", ""},
		{"code page", `{\rtf1\ansi\ansicpg1252 Zo\'eb}`, "Zoë", ""},
		{"font's code page", `{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}\f0 a\f1\'cf\'e5\'f2\'f0}`, "aПетр", ""},
		{"two-byte code page", `{\rtf1\ansi{\fonttbl{\f1\fcharset128 Mincho;}}\f1\'8f\'5a\'8f\'8a}`, "住所", ""},
		{"unicode", `{\rtf1\uc1 Zo\u235?, \u8211-x}`, "Zoë, –x", ""},
		{"unicode with a fallback of two bytes", `{\rtf1\uc2 \u8211\'96\'96x}`, "–x", ""},
		{"unicode beyond 16 bits", `{\rtf1\uc0 \u-10188\u-8930 x}`, "𝄞x", ""},
		{"symbols", `{\rtf1 a\emdash b\~c\{d\}\\}`, "a—b c{d}\\", ""},
		{"bin is skipped", "{\\rtf1 a{\\pict\\bin3 }}}}b}", "ab", ""},
		{"unknown destinations are skipped", `{\rtf1 a{\*\secret x{\b y}}b}`, "ab", ""},
		{"style sheet is skipped", `{\rtf1{\stylesheet{\s0 Normal;}}a}`, "a", ""},
		{
			"header, footer", `{\rtf1{\header Page of Ann}a\par{\footer End}}`, "Page of Ann\na\nEnd\n",
			"furniture header=Page of Ann|furniture footer=End",
		},
		{"footnote does not part words", `{\rtf1 Ann{\footnote see file} Lee\par b}`, "Ann Lee\nsee file\nb", "note footnote=see file"},
		{
			"comment with its author", `{\rtf1 a{\*\atnauthor Sam}{\*\annotation why?}\par b}`, "a\nSam\nwhy?\nb",
			"note comment author=Sam|note comment=why?",
		},
		{"hidden", `{\rtf1 a {\v secret} b}`, "a  b\nsecret\n", "*note hidden=secret"},
		{"hidden by toggles, in a word", `{\rtf1 Ba\v secret\v0 tt\par c}`, "Batt\nBasecrettt\nc", "*note hidden=Basecrettt"},
		{"deleted", `{\rtf1 a {\deleted gone}b\par c}`, "a b\ngoneb\nc", "*note deleted=goneb"},
		{
			"a name replaced", `{\rtf1 Mr {\revised Leopold Batt}{\deleted Ada }{\deleted Okafor} called\par}`,
			"Mr Leopold Batt called\nAda Okafor\n", "*note deleted=Ada Okafor",
		},
		{"deleted in a cell", `{\rtf1\trowd\intbl Ba{\deleted x} tt\cell b\cell\row}`, "Ba tt\nBax\tb\n", "table =Ba tt\nBax\tb|row 1=Ba tt\nBax\tb|cell A=Ba tt\nBax|*note deleted=Bax|cell B=b"},
		{
			"link", `{\rtf1{\field{\*\fldinst HYPERLINK "mailto:a@b.example"}{\fldrslt Ann}} Lee\par}`,
			"Ann Lee\nHYPERLINK \"mailto:a@b.example\"\n", `*note field=HYPERLINK "mailto:a@b.example"`,
		},
		{"field without data", `{\rtf1{\field{\*\fldinst PAGE }{\fldrslt 7}}}`, "7", ""},
		{"text box", `{\rtf1 a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box\par}}}}`, "abox\n", ""},
		{
			"table", `{\rtf1\trowd\pard\intbl Name\cell Ward\cell\row\trowd\intbl Ann\cell Leeds\cell\row\pard after}`,
			"Name\tWard\nAnn\tLeeds\nafter",
			"table =Name\tWard\nAnn\tLeeds|headrow 1=Name\tWard|cell A=Name|cell B=Ward|row 2=Ann\tLeeds|cell Name=Ann|cell Ward=Leeds",
		},
		{
			"table in a cell", `{\rtf1\trowd\pard\intbl\itap2 Ann\nestcell 12 High St\par Leeds\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}` +
				`\pard\intbl\itap2 Sam\nestcell York\nestcell{\*\nesttableprops\trowd\nestrow}\pard\intbl\itap1 own\cell b\cell\row}`,
			"Ann\t12 High St\nLeeds\t\nSam\tYork\t\nown\tb\n",
			"table =Ann\t12 High St\nLeeds\t\nSam\tYork\t\nown\tb|row 1=Ann\t12 High St\nLeeds\t\nSam\tYork\t\nown\tb|cell A=Ann\t12 High St\nLeeds\t\nSam\tYork\t\nown|" +
				"cell A=Ann|cell B=12 High St\nLeeds|cell A=Sam|cell B=York|cell B=b",
		},
		{
			"properties", `{\rtf1{\info{\title Plan}{\author Ann Lee}{\creatim\yr2026\mo3\dy2\hr9\min5}}a}`,
			"a\nTitle: Plan\nAuthor: Ann Lee\n", "*properties =Title: Plan\nAuthor: Ann Lee",
		},
		{"too many ends", `{\rtf1 a}}}} b`, "a b", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			item := read(t, tt.content).Item
			if item.Text != tt.text {
				t.Errorf("text %q, want %q", item.Text, tt.text)
			}
			if got := bounds(item); got != tt.bounds {
				t.Errorf("bounds %q, want %q", got, tt.bounds)
			}
		})
	}
}

func TestMeta(t *testing.T) {
	item := read(t, `{\rtf1{\info{\title Plan}{\author Ann Lee}{\creatim\yr2026\mo3\dy2\hr9\min5}{\revtim\yr2026\mo4\dy1}}a}`).Item
	created, modified := time.Date(2026, 3, 2, 9, 5, 0, 0, time.UTC), time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	if item.Title != "Plan" || item.Author != "Ann Lee" || !item.Created.Equal(created) || !item.Modified.Equal(modified) {
		t.Errorf("got %+v", item)
	}
}

func TestCutShortIsSaid(t *testing.T) {
	result := read(t, `{\rtf1 Ann {\b Lee`)
	if result.Item.Text != "Ann Lee" || len(result.Problems) != 1 {
		t.Errorf("got %q, problems %q", result.Item.Text, result.Problems)
	}
}

func TestParts(t *testing.T) {
	pkg := "\x02\x00note.txt\x00C:\\note.txt\x00\x00\x00\x03\x00\x04\x00\x00\x00C:\\\x00\x05\x00\x00\x00hello"
	object := "\x01\x05\x00\x00\x02\x00\x00\x00\x08\x00\x00\x00Package\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		string(rune(len(pkg))) + "\x00\x00\x00" + pkg
	result := read(t, `{\rtf1{\pict\pngblip 8950 4E47}{\object{\*\objdata `+hex.EncodeToString([]byte(object))+`}{\result x}}}`)
	var got []string
	for _, p := range result.Parts {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s=%q", p.Name, data))
	}
	if want := `[picture 1.png="\x89PNG" note.txt="hello"]`; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if result.Item.Text != "x" {
		t.Errorf("text %q", result.Item.Text)
	}
}

// TestHostileNesting reads groups that nest without end.
func TestHostileNesting(t *testing.T) {
	for _, open := range []string{"{", `{\header `, `{\footnote x`, `{\pict `, `{\v `, `\trowd\intbl `} {
		t.Run(open, func(t *testing.T) {
			start := time.Now()
			read(t, `{\rtf1 `+strings.Repeat(open, 200_000)+"deep")
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
