package screentest

import (
	"strings"
	"time"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/tui/screen"
)

// Today is the day of the sample.
func Today() time.Time { return day(22, 11) }

func day(d int, m time.Month) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }

// New returns a backend with three requests, of which 2026-0001 has four
// matches and three other people.
func New() *Backend {
	b := &Backend{
		Result: screen.ExportResult{OK: true, Items: 3, Redacted: 4},
		requests: []screen.RequestLine{
			{ID: "2026-0002", Subject: "Idris Pennant-Vaughan", Right: request.Erasure, State: request.Active, Due: day(19, 11), Left: -3, Late: "overdue by 3 days (due 19 Nov 2026)", Matches: 12},
			{ID: "2026-0001", Subject: "Dilys Marrowby", Right: request.Access, State: request.Active, Due: day(2, 12), Left: 10, Matches: 4, New: 1},
			{ID: "2026-0003", Subject: "Oyelaran Adébáyò", Right: request.Access, State: request.Waiting},
		},
		items: []screen.Item{noise(), form(), minutes(), rota()},
		people: []screen.PersonLine{
			{ID: "p1", Name: "Rhodri Tasker", Role: redact.ThirdParty, Mentions: 5, Items: 2, Decision: redact.Open, Proposal: redact.Withhold, Code: "S2.16", Reason: "A neighbour who complained; he has not agreed that the council names him.", Class: redact.ClassConfidential, Open: 4},
			{ID: "p2", Name: "Seren Oakhanger", Role: redact.Staff, Mentions: 3, Items: 2, Decision: redact.Open, Proposal: redact.Disclose, Reason: "Acts for the council: she signs as housing officer.", Open: 1},
			{ID: "p3", Name: "Gethin Marrowby", Role: redact.Household, Mentions: 1, Items: 1, Decision: redact.Open, Proposal: redact.Open, Reason: "Lives at the subject's address.", Class: redact.ClassShared, Open: 1},
		},
		sources: []screen.SourceLine{
			{Name: "shares", Location: "/srv/shares", Last: day(21, 11), Seen: 1204, Indexed: 1150, Partial: 12, Empty: 30, Unread: map[string]int{"encrypted": 7, "needs_ocr": 5}},
			{Name: "housing mailbox", Location: "imaps://mail.council.example", Running: true, Seen: 310, Indexed: 310},
			{Name: "archive", Location: "/srv/archive"},
		},
	}
	b.findings()
	return b
}

func profile() request.Profile {
	return request.Profile{
		Names: []string{"Dilys Marrowby"}, FormerNames: []string{"Dilys Pryce"}, DateOfBirth: "1968-03-14",
		Addresses: []string{"14 Quarry Lane, Ashcombe, ZZ9 4QT"}, Emails: []string{"dilys@marrowby.example"}, Phones: []string{"01632 960123"},
		Identifiers: map[string]string{"nino": "QQ123456C"}, References: []string{"HSG/2291"},
	}
}

func match(id, title, path, likelihood string, date time.Time, facts ...string) screen.MatchLine {
	l := screen.MatchLine{Match: request.Match{Item: id, Source: "shares", Path: path, Title: title, Date: date, Likelihood: likelihood, About: "subject"}}
	for i := 0; i+1 < len(facts); i += 2 {
		l.Reasons = append(l.Reasons, request.Reason{Fact: facts[i], Text: facts[i+1]})
	}
	l.Included = redact.Withhold
	if likelihood == "certain" || likelihood == "likely" {
		l.Included = redact.Disclose
	}
	return l
}

// span finds the n-th place of part in text, counted from 0.
func span(text, part string, n int) redact.Span {
	at := 0
	for ; n >= 0; n-- {
		i := strings.Index(text[at:], part)
		if i < 0 {
			return redact.Span{}
		}
		at += i + len(part)
	}
	return redact.Span{Start: at - len(part), End: at}
}

func mark(id, text, part string, n int, kind redact.Kind, person string, v redact.Verdict, reason string) redact.Mark {
	code := ""
	if v == redact.Withhold {
		code = "S2.16"
	}
	return redact.Mark{
		ID: id, Span: span(text, part, n), Text: part, Kind: kind, Person: person, Score: 0.9,
		Reason: reason, Proposal: v, Decision: redact.Open, Code: code,
	}
}

const noiseText = `From: Seren Oakhanger <s.oakhanger@council.example>
To: housing.team@council.example
Subject: Noise at 14 Quarry Lane

Colleagues,

Mr Rhodri Tasker of 16 Quarry Lane rang again (01632 960777) about the noise from Dilys Marrowby's flat. He says it is worst after eleven at night, and that her brother Gethin Marrowby plays the drums.

I have written to Ms Marrowby and asked her to come in. Mr Tasker does not want her to know that it was he who complained.

Seren Oakhanger
Housing Officer
`

func noise() screen.Item {
	t := noiseText
	l := match("i1", "Noise at 14 Quarry Lane", "housing/2026/noise.eml", "certain", day(3, 9), "name", "Dilys Marrowby", "address", "14 Quarry Lane")
	l.New, l.Change = true, request.ChangeNew
	return classed(screen.Item{
		MatchLine: l, Name: "noise.eml", Text: t, Persons: map[string]string{"p1": "Rhodri Tasker", "p2": "Seren Oakhanger", "p3": "Gethin Marrowby"},
		Subject: []redact.Span{span(t, "Dilys Marrowby", 0), span(t, "14 Quarry Lane", 0), span(t, "Ms Marrowby", 0)},
		MarkList: []redact.Mark{
			mark("m1", t, "Seren Oakhanger", 0, redact.Person, "p2", redact.Disclose, "A housing officer, in her role."),
			mark("m2", t, "Rhodri Tasker", 0, redact.Person, "p1", redact.Withhold, "A neighbour who complained."),
			mark("m3", t, "16 Quarry Lane", 0, redact.Address, "p1", redact.Withhold, "The address of somebody else."),
			mark("m4", t, "01632 960777", 0, redact.Phone, "p1", redact.Withhold, "A phone number beside that name."),
			mark("m5", t, "Gethin Marrowby", 0, redact.Person, "p3", redact.Open, "Lives at the subject's address."),
			mark("m6", t, "Tasker", 1, redact.Person, "p1", redact.Withhold, "The same surname again."),
		},
	}, map[string]redact.Class{"m2": redact.ClassConfidential, "m6": redact.ClassConfidential, "m5": redact.ClassShared})
}

// classed gives marks, by ID, their class.
func classed(i screen.Item, classes map[string]redact.Class) screen.Item {
	for n := range i.MarkList {
		i.MarkList[n].Class = classes[i.MarkList[n].ID]
	}
	return i
}

func form() screen.Item {
	t := "Application for a transfer\n\nName: Dilys Marrowby\nNI number: QQ 12 34 56 C\nReference: HSG/2291\n"
	return screen.Item{
		MatchLine: match("i2", "", "housing/forms/HSG-2291.pdf", "certain", day(11, 2), "nino", "QQ 12 34 56 C", "reference", "HSG/2291", "name", "Dilys Marrowby"),
		Name:      "HSG-2291.pdf", Text: t, Subject: []redact.Span{span(t, "Dilys Marrowby", 0), span(t, "QQ 12 34 56 C", 0)}, Pages: []int{0, 30},
	}
}

func minutes() screen.Item {
	t := "Minutes of the panel\n\nMrs D. Marrowby asked for a grab rail. Rhodri Tasker spoke against it.\n"
	l := match("i3", "Minutes of the panel\x1b[2J, \u202eMay", "panel/minutes.docx", "likely", day(6, 5), "name", "D. Marrowby")
	l.About = "mention"
	l.Gates = []screen.GateLine{{Name: "special-category", About: "disability", Asks: "look whose it is, and that giving it harms nobody (UK GDPR Arts 9 and 10)", Items: 1}}
	return screen.Item{MatchLine: l, Name: "minutes.docx", Text: t, Cues: []redact.Span{span(t, "grab rail", 0)}, MarkList: []redact.Mark{
		mark("m7", t, "Rhodri Tasker", 0, redact.Person, "p1", redact.Withhold, "A neighbour who complained."),
	}}
}

func rota() screen.Item {
	t := "Cleaning rota\n\nMonday  D Marrowby\nTuesday 日本語の名前\n"
	l := match("i4", "Cleaning rota", "facilities/rota.xlsx", "unlikely", day(1, 6), "name", "D Marrowby")
	l.Against = []string{"works for the council, and the subject never did"}
	return screen.Item{MatchLine: l, Name: "rota.xlsx", Text: t}
}
