package csv_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/csv"
)

// shape writes an item's bounds as text, cells with their content.
func shape(item documents.Item) string {
	var out strings.Builder
	for _, b := range item.Bounds {
		if b.Kind == documents.Cell {
			fmt.Fprintf(&out, " %s=%s", b.Label, item.Text[b.Start:b.End])
		} else {
			fmt.Fprintf(&out, "|%s %s", b.Kind, b.Label)
		}
	}
	return out.String()
}

func TestCSV(t *testing.T) {
	tests := []struct{ name, content, text, shape string }{
		{
			"commas", "Surname,Ward\nOkafor,Holbeck\n", "Surname\tWard\nOkafor\tHolbeck\n",
			"|sheet staff|headrow 1 A=Surname B=Ward|row 2 Surname=Okafor Ward=Holbeck",
		},
		{
			"semicolons with commas inside", "Name;Amount\nOkafor, Ada;1,50\n", "Name\tAmount\nOkafor, Ada\t1,50\n",
			"|sheet staff|headrow 1 A=Name B=Amount|row 2 Name=Okafor, Ada Amount=1,50",
		},
		{"tabs", "1\tx\n2\ty\n", "1\tx\n2\ty\n", "|sheet staff|row 1 A=1 B=x|row 2 A=2 B=y"},
		{"bars", "1|x\n2|y\n", "1\tx\n2\ty\n", "|sheet staff|row 1 A=1 B=x|row 2 A=2 B=y"},
		{
			"line end inside quotes", "1,\"12 High St\r\nLeeds\"\n2,x\n", "1\t12 High St Leeds\n2\tx\n",
			"|sheet staff|row 1 A=1 B=12 High St Leeds|row 2 A=2 B=x",
		},
		{"quotes and delimiter inside", "1,\"say \"\"a, b\"\"\"\n", "1\tsay \"a, b\"\n", `|sheet staff|row 1 A=1 B=say "a, b"`},
		{"stray quote", "1,5\" pipe\n2,x\n", "1\t5\" pipe\n2\tx\n", `|sheet staff|row 1 A=1 B=5" pipe|row 2 A=2 B=x`},
		{"uneven rows", "1,2,3\n4\n5,6\n", "1\t2\t3\n4\n5\t6\n", "|sheet staff|row 1 A=1 B=2 C=3|row 2 A=4|row 3 A=5 B=6"},
		{
			"empty cells keep their columns", "Name,,Ward,Date\nOkafor,,,2 May,\n,x,,\n", "Name\tWard\tDate\nOkafor\t2 May\nx\n",
			"|sheet staff|headrow 1 A=Name C=Ward D=Date|row 2 Name=Okafor Date=2 May|row 3 B=x",
		},
		{
			"uneven rows with other signs inside", "Name,Ward,Notes\nAda; Sam,Leeds\nLee,York,x,y; z,w\nLi,Hull,a; b,c\n",
			"Name\tWard\tNotes\nAda; Sam\tLeeds\nLee\tYork\tx\ty; z\tw\nLi\tHull\ta; b\tc\n",
			"|sheet staff|headrow 1 A=Name B=Ward C=Notes|row 2 Name=Ada; Sam Ward=Leeds|row 3 Name=Lee Ward=York Notes=x D=y; z E=w|row 4 Name=Li Ward=Hull Notes=a; b D=c",
		},
		{"tabs with commas inside", "Lee, Ann\tLeeds\nHall, Zoe\tYork\n", "Lee, Ann\tLeeds\nHall, Zoe\tYork\n", "|sheet staff|row 1 A=Lee, Ann B=Leeds|row 2 A=Hall, Zoe B=York"},
		{"wrong line about the delimiter", "sep=\"\nx,y\n", "sep=\"\nx\ty\n", "|sheet staff|row 1 A=sep=\"|row 2 A=x B=y"},
		{"line about the delimiter", "sep=;\nx;y,z\n", "sep=\nx\ty,z\n", "|sheet staff|row 1 A=sep=|row 2 A=x B=y,z"},
		{"single quotes", "'Name','Town'\n'Okafor, Ada','Leeds'\n'Hale','York'\n", "Name\tTown\nOkafor, Ada\tLeeds\nHale\tYork\n", "|sheet staff|headrow 1 A=Name B=Town|row 2 Name=Okafor, Ada Town=Leeds|row 3 Name=Hale Town=York"},
		{"backslashes before quotes", `1,"says \"a, b\""` + "\n2,x\n", "1\tsays \"a, b\"\n2\tx\n", `|sheet staff|row 1 A=1 B=says "a, b"|row 2 A=2 B=x`},
		{"quote never closed", "1,\"x\n2,y\n3,z\n", "1\t\"x\n2\ty\n3\tz\n", `|sheet staff|row 1 A=1 B="x|row 2 A=2 B=y|row 3 A=3 B=z`},
		{"quotes inside quotes not doubled", "1,\"the \"big\" one\"\n", "1\tthe \"big\" one\n", `|sheet staff|row 1 A=1 B=the "big" one`},
		{"one column", "Ada Okafor\nSam Lee\n", "Ada Okafor\nSam Lee\n", "|sheet staff|row 1 A=Ada Okafor|row 2 A=Sam Lee"},
		{"UTF-16", "\xff\xfea\x00,\x00b\x00\n\x00", "a\tb\n", "|sheet staff|row 1 A=a B=b"},
		{"empty", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := documents.NewBuilder(0, nil)
			in := documents.Input{Name: "exports/staff.csv", Content: strings.NewReader(tt.content), Size: int64(len(tt.content))}
			if err := csv.New().Read(t.Context(), in, out); err != nil {
				t.Fatal(err)
			}
			item := out.Result().Item
			if item.Text != tt.text {
				t.Errorf("text %q, want %q", item.Text, tt.text)
			}
			if got := shape(item); got != tt.shape {
				t.Errorf("bounds\n%s, want\n%s", got, tt.shape)
			}
		})
	}
}

// FuzzRead holds the format to sound bounds and to every letter of the table.
func FuzzRead(f *testing.F) {
	f.Add("a,b\n\"c\n\",d\n\"e")
	f.Add("'a';'b'\n'c';'d''\n")
	f.Add("a\tb\\\"\n\"\\\"\"\t\"")
	f.Fuzz(func(t *testing.T, content string) {
		out := documents.NewBuilder(0, nil)
		in := documents.Input{Name: "a.csv", Content: strings.NewReader(content), Size: int64(len(content))}
		if err := csv.New().Read(t.Context(), in, out); err != nil {
			t.Fatal(err)
		}
		item := out.Result().Item
		for _, b := range item.Bounds {
			if b.Start < 0 || b.End < b.Start || b.End > len(item.Text) {
				t.Fatalf("bound %v of a text of %d", b, len(item.Text))
			}
		}
		if got, want := letters(item.Text), letters(documents.Normalise(documents.Decode([]byte(content), ""))); got != want {
			t.Fatalf("letters %q, want %q", got, want)
		}
	})
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
