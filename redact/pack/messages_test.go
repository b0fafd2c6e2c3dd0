package pack_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/redact"
	"sarsen/redact/pack"
)

// What a message repeats of one that is given is left out of what is new in it;
// what it quotes of others stays, with its masks.
func TestNewText(t *testing.T) {
	head := "From: A\n\n"
	first := "Dilys Marrowby rang. Tamsin Wrexley heard it.\n"
	message := func(id, text string, repeats ...pack.Repeat) pack.Item {
		text = head + text
		return pack.Item{
			ID: id, Text: text, Bounds: []pack.Bound{{Kind: "field", End: len(head) - 1}, {Kind: "body", Start: len(head), End: len(text)}},
			Withhold: withhold(t, text, redact.Person, other), Mail: &pack.Mail{}, Thread: "1@x", Repeats: repeats,
		}
	}
	repeat := func(of, text, part string) pack.Repeat {
		at := strings.Index(head+text, part)
		return pack.Repeat{Span: redact.Span{Start: at, End: at + len(part)}, Of: of}
	}
	below := "Noted.\n\n> Dilys Marrowby rang. Tamsin Wrexley heard it.\n\nYours\n"
	hidden := message("m4", first)
	hidden.Withheld, hidden.Code = true, redact.CodeScope
	for _, c := range []struct {
		name          string
		item          pack.Item
		text, repeats string
	}{
		{"nothing repeated", message("m2", first), "Dilys Marrowby rang. █████ [S2.16] heard it.", ""},
		{"a message that is given", message("m2", below, repeat("m1", below, "> Dilys Marrowby rang. Tamsin Wrexley heard it.\n")), "Noted.\n\nYours", "1"},
		{"a message that is not there", message("m2", below, repeat("m9", below, "> Dilys Marrowby rang. Tamsin Wrexley heard it.\n")), "Noted.\n\n> Dilys Marrowby rang. █████ [S2.16] heard it.\n\nYours", ""},
		{"a message that stays out", message("m2", below, repeat("m4", below, "> Dilys Marrowby rang. Tamsin Wrexley heard it.\n")), "Noted.\n\n> Dilys Marrowby rang. █████ [S2.16] heard it.\n\nYours", ""},
		{"the edge inside a mask", message("m2", below, repeat("m1", below, "> Dilys Marrowby rang. Tamsin")), "Noted.\n\n█████ [S2.16] heard it.\n\nYours", "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sum, _ := build(t, "p", pack.Input{Items: []pack.Item{message("m1", first), hidden, c.item}})
			for _, row := range rows(t, sum.Path, "messages.csv") {
				if row[0] == "3" {
					if diff := cmp.Diff([]string{c.text, c.repeats}, row[7:]); diff != "" {
						t.Error(diff)
					}
				}
			}
		})
	}
}
