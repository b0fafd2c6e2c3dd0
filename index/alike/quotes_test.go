package alike_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/index/alike"
)

const (
	first = `Dear Sir

I moved out of the flat in March and the council still sends me letters about the rent.
Please tell me what you hold about me. My daughter lives there now.

Jo Pugh
`
	second = `Dear Mrs Pugh

Thank you. Which address should we write to from now on, and since when?

Kind regards
Ann Price
Benefits Officer, Sarsenford Borough Council
The Old Mill, River Road, Sarsenford
`
)

// prefix puts marks before every line.
func prefix(mark, text string) string {
	return mark + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n"+mark) + "\n"
}

// wrapped breaks lines anew.
func wrapped(text string, width int) string {
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(text) {
		if n += len(w) + 1; n > width {
			b.WriteString("\n")
			n = len(w)
		}
		b.WriteString(w + " ")
	}
	return b.String() + "\n"
}

func TestQuotes(t *testing.T) {
	outlook := "From: Jo Pugh <jo@pugh.example>\nSent: 03 June 2024 10:02\nTo: Benefits\nSubject: My data\n\n"
	for _, c := range []struct {
		name    string
		message string
		fresh   string // what is left, white space made one
		of      []int
	}{
		{"nothing quoted", "We will write to the new one.\n", "We will write to the new one.", nil},
		{"lines marked, reply above", "Will do.\n\nOn 3 June 2024 at 10:02, Jo Pugh <jo@pugh.example> wrote:\n" + prefix("> ", first), "Will do.", []int{0}},
		{"lines marked, reply below", prefix("> ", first) + "\nWill do.\n", "Will do.", []int{0}},
		{"lines marked and broken anew", "Will do.\n\n" + prefix("> ", wrapped(first, 40)), "Will do.", []int{0}},
		{"a reply between the lines", prefix("> ", "Please tell me what you hold about me.") + "Here it is.\n" + prefix("> ", "My daughter lives there now.") + "Noted.\n", "Here it is. Noted.", []int{0, 0}},
		{"the line that says who is broken", "Will do.\n\nOn Monday, 3 June 2024 at 10:02, Jo Pugh\n<jo@pugh.example> wrote:\n\n" + prefix("> ", first), "Will do.", []int{0}},
		{"in Welsh", "Fe wnawn ni.\n\nAr Llun, 3 Meh 2024 am 10:02 ysgrifennodd Jo Pugh <jo@pugh.example>:\n" + prefix("> ", first), "Fe wnawn ni.", []int{0}},
		{"Outlook, reply above", "Will do.\n\n-----Original Message-----\n" + outlook + first, "Will do.", []int{0}},
		{"Outlook without strokes", "Will do.\n\n" + outlook + first, "Will do.", []int{0}},
		{"Outlook in Welsh", "Iawn.\n\nOddi wrth: Jo Pugh\nAnfonwyd: 03 Mehefin 2024 10:02\nAt: Budd-daliadau\nPwnc: Fy nata\n\n" + first, "Iawn.", []int{0}},
		{
			"a reply inside an Outlook quotation", "See below.\n\n-----Original Message-----\n" + outlook +
				"Dear Sir\n\nI moved out of the flat in March and the council still sends me letters about the rent.\n\nWe stop that today.\n\nPlease tell me what you hold about me. My daughter lives there now.\n\nJo Pugh\n",
			"See below. We stop that today.",
			[]int{0, 0},
		},
		{"HTML turned text, not marked", "Will do.\n\n" + wrapped(first, 200), "Will do.", []int{0}},
		{"passed on", "For you.\n\n---------- Forwarded message ---------\n" + outlook + first, "For you.", []int{0}},
		{"passed on without a word", outlook + first, "", []int{0}},
		{"two messages deep", "Done.\n\nOn 4 June 2024, Ann Price wrote:\n" + prefix("> ", second+"\nOn 3 June 2024, Jo Pugh wrote:\n"+prefix("> ", first)), "Done.", []int{1, 0}},
		{"a signature again", "It is done now.\n\nKind regards\nAnn Price\nBenefits Officer, Sarsenford Borough Council\nThe Old Mill, River Road, Sarsenford\n", "It is done now.", []int{1}},
		{"a message that is not there", "Thanks.\n\nOn 1 June 2024, Huw Rees wrote:\n> The inspection is moved to next week, bring the keys please.\n", "Thanks.", []int{-1}},
		{"short lines of it", "> Jo Pugh\nThank you, that is the name that I was after.\n", "Thank you, that is the name that I was after.", []int{0}},
		{"a common phrase", "I would like to know what you hold about me.\n", "I would like to know what you hold about me.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var th alike.Thread
			th.Add(first)
			th.Add(second)
			header := "From: Ann Price\nDate: 4 June 2024\nTo: Jo Pugh\nSubject: Re: My data\n\n"
			text := header + c.message
			var of []int
			fresh, at := "", len(header)
			for _, q := range th.Quotes(text, len(header)) {
				of = append(of, q.Of)
				fresh += text[at:q.Start] + " "
				at = q.End
			}
			fresh += text[at:]
			if got := strings.Join(strings.Fields(fresh), " "); got != c.fresh {
				t.Errorf("new: %q, want %q", got, c.fresh)
			}
			if diff := cmp.Diff(c.of, of); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A message that quotes another one shares traces with it.
func TestTraces(t *testing.T) {
	said := alike.TracesOf(first, 0)
	has := map[uint32]bool{}
	for _, h := range said.Said {
		has[h] = true
	}
	shared := func(text string) int {
		n := 0
		for _, h := range alike.TracesOf(text, 0).Quoted {
			if has[h] {
				n++
			}
		}
		return n
	}
	if n := shared("Will do.\n\n" + prefix("> ", wrapped(first, 40))); n < 3 {
		t.Errorf("a quotation shares %d traces", n)
	}
	if n := shared("Will do.\n\n" + prefix("> ", second)); n > 0 {
		t.Errorf("the quotation of another message shares %d traces", n)
	}
}

func FuzzQuotes(f *testing.F) {
	f.Add(first, "Yes.\n> "+first, 0)
	f.Add(first, "Yes.\n\n-----Original Message-----\nFrom: a\nSent: b\nTo: c\n\n"+first, 2)
	f.Add("a b c d e", "> > a b\n> On x wrote:\n>\n>> c d e\n\n\n-- \nx", 1)
	f.Add("> ", "On x\ny wrote:\n\n>", -1)
	f.Fuzz(func(t *testing.T, earlier, text string, body int) {
		var th alike.Thread
		th.Add(earlier)
		at := max(body, 0)
		for _, q := range th.Quotes(text, body) {
			if q.Start < at || q.End <= q.Start || q.End > len(text) || q.Of < -1 || q.Of > 0 {
				t.Fatalf("%+v after %d in a text of %d bytes", q, at, len(text))
			}
			at = q.End
		}
		alike.TracesOf(text, body)
	})
}

func BenchmarkQuotes(b *testing.B) {
	var th alike.Thread
	long := strings.Repeat(first, 20)
	th.Add(long)
	th.Add(second)
	text := "Thank you.\n\n" + prefix("> ", long) + second
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		th.Quotes(text, 0)
	}
}

func BenchmarkTraces(b *testing.B) {
	text := strings.Repeat(first, 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		alike.TracesOf(text, 0)
	}
}
