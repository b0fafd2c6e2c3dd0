package pack

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sarsen/redact"
)

func caseRequest(r Request) *table {
	t := &table{path: "request.csv", title: "The request", fields: []field{
		{"id", "string", "ID of the request"},
		{"right", "string", "What was asked for"},
		{"subject", "string", "Whom it is about"},
		{"jurisdiction", "string", "Whose courts and holidays apply"},
		{"received", "date", "When it was received"},
		{"due", "date", "When the answer was due"},
		{"made", "date", "Date of the pack"},
	}}
	t.add(r.ID, r.Right, r.Subject, r.Jurisdiction, date(r.Received), date(r.Due), date(r.Made))
	return t
}

func redactionLog(p *plan, key []byte) *table {
	t := &table{path: "redactions.csv", title: "What was withheld, by whom and why", fields: []field{
		{"number", "integer", "Number of the item in the pack"},
		{"item", "string", "ID of the item"},
		{"mark", "string", "ID of the mark; empty for a whole item"},
		{"kind", "string", "What sort of data it is"},
		{"code", "string", "Ground in law"},
		{"by", "string", "Who decided; empty when nobody did"},
		{"at", "string", "When, UTC"},
		{"start", "integer", "First byte in the item's text"},
		{"end", "integer", "Byte after the last"},
		{"hmac_sha256", "string", "Keyed hash of the withheld text"},
	}}
	for _, e := range p.entries {
		n := strconv.Itoa(e.number)
		if e.Withheld {
			t.add(n, e.ID, "", "item", e.Code, "", "", "", "", keyed(key, e.Text))
		}
		for _, r := range e.Withhold {
			t.add(n, e.ID, r.Mark, string(r.Kind), r.Code, r.By, instant(r.At),
				strconv.Itoa(r.Start), strconv.Itoa(r.End), keyed(key, e.Text[r.Start:r.End]))
		}
	}
	return t
}

func keyed(key []byte, text string) string {
	h := hmac.New(sha256.New, key)
	_, _ = h.Write([]byte(text)) // never fails
	return hex.EncodeToString(h.Sum(nil))
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func caseItems(p *plan, places map[string]Place) *table {
	t := &table{path: "items.csv", title: "The items and where they were found", fields: []field{
		{"number", "integer", "Number of the item in the pack"},
		{"item", "string", "ID of the item"},
		{"source", "string", "Name of the source"},
		{"path", "string", "Outermost file, relative to the source"},
		{"part", "string", "Place inside the file"},
		{"sha256", "string", "Checksum of the held original"},
		{"disposition", "string", "disclosed, part, withheld or duplicate"},
		{"duplicate_of", "integer", "Number of the item that was given in its place"},
		{"code", "string", "Grounds in law"},
		{"note", "string", "What the pack says besides"},
	}}
	for _, e := range p.entries {
		at := places[e.ID]
		if at.Source == "" {
			at.Source = e.Source
		}
		t.add(strconv.Itoa(e.number), e.ID, at.Source, at.Path, at.Part, at.SHA256, string(e.disposition), number(e.original), strings.Join(e.codes, "; "), e.note)
	}
	return t
}

func caseCoverage(sources []Source) *table {
	t := &table{path: "coverage.csv", title: "What was searched: seen = read + unread", fields: []field{
		{"source", "string", "Name of the source"},
		{"location", "string", "Where it lies"},
		{"searched", "string", "When, UTC"},
		{"seen", "integer", "Items seen"},
		{"read", "integer", "Items read, in full or in part, or empty"},
		{"partial", "integer", "Of these read in part"},
		{"unread", "integer", "Items not read"},
		{"reasons", "string", "Items not read, by state"},
	}}
	for _, s := range sources {
		unread := 0
		var reasons []string
		for _, state := range sortedKeys(s.Unread) {
			unread += s.Unread[state]
			reasons = append(reasons, fmt.Sprintf("%s %d", state, s.Unread[state]))
		}
		t.add(s.Name, s.Location, instant(s.Searched), strconv.Itoa(s.Seen), strconv.Itoa(s.Read), strconv.Itoa(s.Partial),
			strconv.Itoa(unread), strings.Join(reasons, "; "))
	}
	return t
}

func caseSearches(searches []string) *table {
	t := &table{path: "searches.csv", title: "The searches that were run", fields: []field{
		{"number", "integer", "In the order they were run"},
		{"query", "string", "In the search language"},
	}}
	for i, q := range searches {
		t.add(strconv.Itoa(i+1), q)
	}
	return t
}

func caseDecisions(decisions []redact.Decision) *table {
	t := &table{path: "decisions.csv", title: "Every decision, in order", fields: []field{
		{"id", "integer", "Rises with every decision"},
		{"target", "string", "Item, person or mark"},
		{"verdict", "string", "disclose, withhold or open"},
		{"code", "string", "Ground in law"},
		{"reason", "string", "As the officer gave it"},
		{"by", "string", "Who decided"},
		{"at", "string", "When, UTC"},
		{"undone", "boolean", "Whether it was taken back"},
	}}
	for _, d := range decisions {
		t.add(strconv.FormatInt(d.ID, 10), d.Target, string(d.Verdict), d.Code, d.Reason, d.By, instant(d.At), strconv.FormatBool(d.Undone))
	}
	return t
}
