package pipeline_test

import (
	"fmt"
	"testing"

	"sarsen/crawlers/documents"
)

// An answer that says no more than she is possible where its conversation is
// certain, and goes on among the same few people.
func TestSpoken(t *testing.T) {
	const certain, likely = "Ms Rowena Tolliver, QQ123456C, is ready to leave hospital.", "Rowena Tolliver is ready to leave hospital."
	mail := func(from, to, subject, answers string) documents.Mail {
		m := documents.Mail{MessageID: "2@x", InReplyTo: answers, Subject: subject, From: []string{from}, To: []string{to}}
		if answers == "" {
			m.MessageID = "1@x"
		}
		return m
	}
	var everybody []string
	for i := range 12 {
		everybody = append(everybody, fmt.Sprintf("o%d@council.example", i))
	}
	all := mail(rob, ann, "Re: Visits", "1@x")
	all.To = append(all.To, everybody...)
	reply := mail(rob, ann, "Re: Visits", "1@x")
	for name, c := range map[string]struct {
		said   string
		head   documents.Mail
		answer string
		want   string
	}{
		"she":                  {certain, reply, "Ann,\n\nDoes she have anybody at home?", "possible"},
		"of the other sex":     {certain, reply, "Does he have anybody at home?", ""},
		"nobody":               {certain, reply, "Yes, for six weeks.", ""},
		"somebody else":        {certain, reply, "Dorothy Marsh asked me whether she could go home.", ""},
		"a greeting":           {certain, reply, "Dear Mrs Patel\n\nDoes she have anybody at home?", "possible"},
		"not certain":          {likely, reply, "Does she have anybody at home?", ""},
		"another subject":      {certain, mail(rob, ann, "Cricket", "1@x"), "She bowled well.", ""},
		"other people":         {certain, mail(ivy, "sid@council.example", "Re: Visits", "1@x"), "Does she have anybody at home?", ""},
		"no answer":            {certain, mail(rob, ann, "Re: Visits", "9@x"), "Does she have anybody at home?", ""},
		"to everybody":         {certain, all, "Does she have anybody at home?", ""},
		"with the surname too": {certain, reply, "Does Ms Tolliver know? She rang.", "likely"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := ran(t, finder(t, map[string][]documents.Item{
				"a": mailOf(1, mail(ann, rob, "Visits", ""), c.said),
				"b": mailOf(2, c.head, c.answer),
			}), subject())
			if m := got["b"]; m.Likelihood != c.want {
				t.Errorf("%s (%.3f) for %v, want %q", m.Likelihood, m.Score, m.Reasons, c.want)
			}
		})
	}
}
