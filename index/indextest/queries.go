package indextest

import (
	"slices"
	"testing"
	"time"

	"sarsen/index"
)

// documents is the collection that testQueries searches. The people are
// invented.
func documents() []index.Document {
	date := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 9, 30, 0, 0, time.UTC) }
	return []index.Document{
		{
			ID: "letter", Source: "shares", Path: "housing/repairs/Letter_to_JohnSmith2026-final.pdf",
			Name: "Letter_to_JohnSmith2026-final.pdf", MediaType: "application/pdf", Title: "Damp in the kitchen",
			Author: "Priya Patel", Date: date(2026, 3, 31),
			Text: "Dear Mr Smith,\n\nYour reference HB/2024/0017. We may call on 07700 900123.\nYours, P. Patel",
		},
		{
			ID: "mail", Source: "mail", Path: "archive.mbox", MediaType: "message/rfc822", Subject: "Re: O’Neill fence",
			From: []string{"Ann Lee <ann.lee@council.example>"}, To: []string{"Bob O'Neill <bob@home.example>", "j_smith@home.example"},
			Date: date(2026, 4, 1), Text: "The hedge, not the fence. NI QQ 12 34 56 C, NHS 943-476-5919.",
		},
		{
			ID: "sheet", Source: "shares", Path: "HR/Leavers 2025/staff.zip", Part: "list.xlsx", Name: "list.xlsx",
			MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			Text:      "Name\tNI\nSmith-Jones, Mary\tQQ123456C\nMacDonald, Will\tQQ-65-43-21-A\n+44 (0)7700 900123",
		},
		{ID: "joined", Path: "a.txt", Name: "a.txt", MediaType: "text/plain", Text: "SmithJones and ONeill at josé@x.example"},
		{ID: "apart", Path: "b.txt", Name: "b.txt", MediaType: "text/plain", Text: "Smith Jones and O Neill, Łukasz, Mac Donald"},
		{ID: "smyth", Path: "c.txt", Name: "c.txt", MediaType: "text/plain", Text: "Katherine Smyth and Cathryn Leigh; not to be done"},
		{ID: "wrapped", Path: "d.txt", Name: "d.txt", MediaType: "text/plain", Text: "Rich-\nardson wrote on QQ\n12 34 56 C of the farmer's field"},
	}
}

// queries lists what each query finds.
var queries = []struct {
	name, query string
	want        []string
}{
	{"word", "hedge", []string{"mail"}},
	{"stop words are words", "may", []string{"letter"}},
	{"small words", "not to be", []string{"smyth"}},
	{"no stemming", "hedges", nil},
	{"capitals", "HEDGE", []string{"mail"}},
	{"all words", "hedge fence", []string{"mail"}},
	{"words in different fields", "damp reference", []string{"letter"}},
	{"or", "hedge OR damp", []string{"letter", "mail"}},
	{"not", "smith NOT jones", []string{"letter", "mail"}},
	{"only not", "-smith -smithjones", []string{"smyth", "wrapped"}},
	{"phrase", `"dear mr smith"`, []string{"letter"}},
	{"phrase in order", `"smith mr"`, nil},
	{"phrase across a line", `"0017 we"`, []string{"letter"}},
	{"group", "(hedge OR damp) -fence", []string{"letter"}},
	{"everything", "*", []string{"apart", "joined", "letter", "mail", "sheet", "smyth", "wrapped"}},

	{"apostrophe", "o'neill", []string{"apart", "joined", "mail"}},
	{"no apostrophe", "oneill", []string{"apart", "joined", "mail"}},
	{"apostrophe apart", "o neill", []string{"apart", "joined", "mail"}},
	{"apostrophe in a phrase", `"o neill"`, []string{"apart", "joined", "mail"}},
	{"hyphen", "smith-jones", []string{"apart", "joined", "sheet"}},
	{"hyphen left out", "smithjones", []string{"apart", "joined", "sheet"}},
	{"hyphen apart", `"smith jones"`, []string{"apart", "joined", "sheet"}},
	{"hyphen apart, words", "smith jones", []string{"apart", "joined", "sheet"}},
	{"possessive left out in a phrase", `"the farmers field"`, []string{"wrapped"}},
	{"mac", "macdonald", []string{"apart", "sheet"}},
	{"accents", "lukasz", []string{"apart"}},
	{"accents typed", "Jösé", []string{"joined"}},
	{"broken at a line end", "richardson", []string{"wrapped"}},

	{"identifier joined", "QQ123456C", []string{"mail", "sheet"}},
	{"identifier in groups", `"QQ 12 34 56 C"`, []string{"mail", "sheet", "wrapped"}},
	{"identifier hyphenated", "qq-12-34-56-c", []string{"mail", "sheet", "wrapped"}},
	{"identifier was hyphenated", "ref:QQ654321A", []string{"sheet"}},
	{"NHS number", "9434765919", []string{"mail"}},
	{"NHS number in groups", `ref:"943 476 5919"`, []string{"mail"}},
	{"reference", "ref:HB/2024/0017", []string{"letter"}},
	{"reference joined", "HB20240017", []string{"letter"}},
	{"reference, other signs", "ref:hb-2024-0017", []string{"letter"}},
	{"phone", "07700900123", []string{"letter", "sheet"}},
	{"phone in groups", `"07700 900 123"`, []string{"letter", "sheet"}},

	{"fuzzy", "smith~", []string{"apart", "letter", "mail", "sheet", "smyth"}},
	{"fuzzy swap", "hegde~", []string{"mail"}},
	{"fuzzy two", "richadsn~2", []string{"wrapped"}},
	{"sounds", "sounds:catherine", []string{"smyth"}},
	{"sounds short", "sounds:lee", []string{"mail", "smyth"}},
	{"wildcard", "smy*", []string{"smyth"}},
	{"wildcard inside", "sm*th", []string{"apart", "letter", "mail", "sheet", "smyth"}},
	{"wildcard over a hyphen", "smith-jo*", []string{"joined", "sheet"}},

	{"from", "from:lee", []string{"mail"}},
	{"from address", "from:ann.lee@council.example", []string{"mail"}},
	{"address without field", "bob@home.example", []string{"mail"}},
	{"part of an address", "to:home", []string{"mail"}},
	{"user name", "smith to:home", []string{"mail"}},
	{"to", "to:lee", nil},
	{"subject", `subject:"oneill fence"`, []string{"mail"}},
	{"title", "title:damp", []string{"letter"}},
	{"author", "priya", []string{"letter"}},
	{"file name", "name:letter", []string{"letter"}},
	{"file name, camel case", "name:smith", []string{"letter"}},
	{"file name, camel case as one", "johnsmith", []string{"letter"}},
	{"file name, phrase", `"letter to john smith 2026"`, []string{"letter"}},
	{"path", "path:housing/repairs", []string{"letter"}},
	{"path below", "path:housing/*", []string{"letter"}},
	{"path word", "path:leavers", []string{"sheet"}},
	{"path of a part", "path:staff.zip/list", []string{"sheet"}},
	{"source", "source:mail", []string{"mail"}},
	{"source and everything", "* source:Shares", []string{"letter", "sheet"}},
	{"type", "type:pdf", []string{"letter"}},
	{"type in words", "type:email OR type:excel", []string{"mail", "sheet"}},
	{"media type", "type:text/plain -neill -oneill", []string{"smyth", "wrapped"}},
	{"ending", "type:xlsx", []string{"sheet"}},
	{"after", "after:2026-03-31", []string{"letter", "mail"}},
	{"after later", "after:2026-04-01", []string{"mail"}},
	{"before", "before:2026-04-01", []string{"letter"}},
	{"between", "after:2026-04 before:2026-05", []string{"mail"}},
	{"field group", "from:(lee OR patel)", []string{"mail"}},
	{"field there", "from:*", []string{"mail"}},
	{"field there or another", "from:* OR title:*", []string{"letter", "mail"}},
	{"field not there", "-name:*", []string{"mail"}},
	{"reference there", "ref:*", []string{"apart", "joined", "letter", "mail", "sheet", "smyth", "wrapped"}},
	{"field not", "* -source:shares -type:text", []string{"mail"}},
}

func testQueries(t *testing.T, open Opener) {
	e := start(t, open, documents()...)
	for _, tc := range queries {
		t.Run(tc.name, func(t *testing.T) {
			if got := find(t, e, tc.query); !slices.Equal(got, tc.want) && len(got)+len(tc.want) > 0 {
				t.Errorf("%s finds %v, want %v", tc.query, got, tc.want)
			}
		})
	}
}
