package people_test

import (
	"fmt"
	"strings"
	"testing"

	"sarsen/redact/detect"
	"sarsen/redact/people"
)

// BenchmarkItems builds people and marks for a request of 1,000 letters and
// messages with 200 people.
func BenchmarkItems(b *testing.B) {
	d, err := detect.New(detect.Options{})
	if err != nil {
		b.Fatal(err)
	}
	const body = `From: %[1]s Brown%[2]d <%[3]s.brown%[2]d@mail.example>
Subject: Noise at 14 Albert Road

Dear Mary Smith

Mrs Joan Green%[2]d of 3 Mill Lane, Sarsen, SR1 4XY rang on 3 May. She asked not to be named. Mr Green%[2]d was out.
Tom Baker, housing officer, visited; the social worker Jane Doe was there. Call 01632 960123 or 07700 900222.

%[4]s
Yours sincerely

Tom Baker
Housing Officer
`
	var docs []people.Doc
	size := 0
	filler := strings.Repeat("The repair was reported in the morning and the tenant was told that somebody would come. ", 20)
	forenames := []string{"John", "Ruth", "Ahmed", "Sunita", "Bogdan", "Ola", "Wei", "Peter"}
	for i := range 1000 {
		first := forenames[i%len(forenames)]
		text := fmt.Sprintf(body, first, i%200, strings.ToLower(first), filler)
		doc := people.Doc{Item: fmt.Sprint("i", i), Text: text, Found: d.Find(text, nil)}
		size += len(text)
		docs = append(docs, doc)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		if r := people.Build(docs, subject, policy); len(r.Marks) < 5000 {
			b.Fatalf("%d marks", len(r.Marks))
		}
	}
}
