package alike_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/index/alike"
)

const letter = `Dear Mrs Pugh

Your housing benefit from 3 June 2024 is £84.20 a week. Our reference is HB/2024/00117.
We worked this out from the payslips that you sent us. If your income changes, tell us
within one month. You can ask us to look at the decision again.

12 Castle Street, Sarsenford, SF3 4QT. Born on 4 May 1971. Telephone 01632 960117.

Yours sincerely

Ann Price
Benefits Officer
`

func changed(t *testing.T, pairs ...string) string {
	t.Helper()
	out := letter
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(out, pairs[i]) {
			t.Fatalf("the letter has no %q", pairs[i])
		}
		out = strings.Replace(out, pairs[i], pairs[i+1], 1)
	}
	return out
}

func TestNear(t *testing.T) {
	notice := "\nThis email is confidential and meant for the intended recipient only.\n"
	for _, c := range []struct {
		name  string
		pairs []string
		after string
		want  []string // kind and place of each difference; nil for another text
	}{
		{"itself", nil, "", []string{}},
		{"other line breaks", []string{"month. You", "month.\n\n   You"}, "", []string{}},
		{"another date", []string{"3 June 2024", "10 September 2024"}, "", []string{"date 3 June"}},
		{"a date in figures", []string{"3 June 2024", "10/09/2025"}, "", []string{"date 3 June 2024"}},
		{"a date in Welsh", []string{"3 June 2024", "10 Medi 2024"}, "", []string{"date 3 June"}},
		{"another amount", []string{"84.20", "1,310.05"}, "", []string{"number 84.20"}},
		{"another reference", []string{"HB/2024/00117", "HB/2025/20991"}, "", []string{"reference 2024/00117"}},
		{"a reference with other letters", []string{"HB/2024/00117", "CT/2024/00117"}, "", []string{"reference HB"}},
		{"signed by somebody else", []string{"Ann Price\nBenefits Officer", "Huw Rees\nTeam Leader"}, "", []string{"footer Ann Price\nBenefits Officer"}},
		{"a notice below", nil, notice, []string{"footer "}},
		{"a message quoted below", nil, "\nOn 3 May 2024 at 10:02, Jo Pugh wrote:\n> When do I hear from you?\n", []string{"quotation "}},
		{"somebody else in the salutation", []string{"Mrs Pugh", "Mrs Jones"}, "", nil},
		{"another street", []string{"Castle Street", "Mill Lane"}, "", nil},
		{"another house", []string{"12 Castle", "14 Castle"}, "", nil},
		{"another postcode", []string{"SF3 4QT", "SF3 4QW"}, "", nil},
		{"another date of birth", []string{"4 May 1971", "9 May 1971"}, "", nil},
		{"another telephone", []string{"960117", "960118"}, "", nil},
		{"another decision", []string{"is £84.20 a week", "is refused"}, "", nil},
		{"a word more", []string{"one month", "one calendar month"}, "", nil},
		{"a word in the place of a date", []string{"3 June 2024", "next week"}, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := letter, changed(t, c.pairs...)+c.after
			differs, ok := alike.Near(a, b)
			if ok != (c.want != nil) {
				t.Fatalf("near: %v with %v, want %v", ok, differs, c.want != nil)
			}
			if !ok {
				return
			}
			got := []string{}
			for _, d := range differs {
				got = append(got, string(d.Kind)+" "+a[d.Start:d.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if _, back := alike.Near(b, a); !back {
				t.Error("not near the other way round")
			}
		})
	}
}

func TestNearNeedsSomethingInCommon(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"nothing", "", ""},
		{"too short", "Meter read on 3 May: 1170", "Meter read on 4 May: 1188"},
		{
			"mostly figures", "Readings of the meter in the hall of this house in the year past are listed here one after the other " + strings.Repeat("1 2 3 ", 40),
			"Readings of the meter in the hall of this house in the year past are listed here one after the other " + strings.Repeat("4 5 6 ", 40),
		},
	} {
		if d, ok := alike.Near(c.a, c.b); ok {
			t.Errorf("%s: near, with %v", c.name, d)
		}
	}
}

func sketchOf(text string) alike.Sketch { return alike.TracesOf(text, 0).Sketch }

// What is near is found among very many, whichever numbers and footers differ.
func TestIndexFinds(t *testing.T) {
	var x alike.Index
	for i := range 5000 {
		x.Add(sketchOf(fmt.Sprintf("note %s on the state of case %d and what was done for it in the week past, word for word %s", spelt(i), i, spelt(i*7))))
	}
	at := x.Add(sketchOf(letter))
	for _, c := range []struct {
		name, text string
		found      bool
	}{
		{"itself", letter, true},
		{"other figures", changed(t, "3 June 2024", "12 August 2023", "84.20", "99.01"), true},
		{"a footer", letter + "\nThis email is confidential. Please consider the environment before you print it.\n", true},
		{"something else", "The bins in the street were not emptied last week and the week before, and nobody answered when we rang.", false},
		{"nothing", "", false},
	} {
		found := x.Find(sketchOf(c.text), 5)
		if ok := len(found) > 0 && found[0] == at; ok != c.found {
			t.Errorf("%s: found %v, want %v", c.name, found, c.found)
		}
	}
}

// spelt is a number in letters.
func spelt(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(n*7919))
}

func FuzzNear(f *testing.F) {
	f.Add(letter, strings.Replace(letter, "3 June", "5 July", 1))
	f.Add("a b c a b c", "c b a")
	f.Add("é\xff\u00ad x1 2/3", "漢字 ก > wrote:")
	f.Fuzz(func(t *testing.T, a, b string) {
		differs, ok := alike.Near(a, b)
		if !ok && differs != nil {
			t.Fatal("differences of texts that are not near")
		}
		at, other := 0, 0
		for _, d := range differs {
			if d.Start < at || d.End < d.Start || d.End > len(a) || d.Other.Start < other || d.Other.End < d.Other.Start || d.Other.End > len(b) {
				t.Fatalf("%+v lies outside, or before the one before", d)
			}
			at, other = d.End, d.Other.End
		}
		if d, same := alike.Near(a, a); len(d) > 0 {
			t.Fatalf("differs from itself: %v %v", d, same)
		}
		if s := sketchOf(a); s != sketchOf(" "+strings.ReplaceAll(a, "\n", "\n ")) {
			t.Fatal("white space changes the sketch")
		}
	})
}

func BenchmarkNear(b *testing.B) {
	x := strings.Repeat(letter, 20)
	y := strings.ReplaceAll(x, "3 June", "12 July")
	b.SetBytes(int64(len(x)))
	for b.Loop() {
		alike.Near(x, y)
	}
}

func BenchmarkSketch(b *testing.B) {
	x := strings.Repeat(letter, 20)
	b.SetBytes(int64(len(x)))
	for b.Loop() {
		sketchOf(x)
	}
}
