package gold_test

import (
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/gold"
)

const text = `{"id":"doc-0001","genre":"email","text":"Dear Mr Tom Baker, @tom is in Hull.","spans":[{"bstart":8,"bend":17,"label":"PER"},{"bstart":19,"bend":23,"label":"PER"},{"bstart":30,"bend":34,"label":"LOC"}]}`

func read(t *testing.T) gold.Text {
	t.Helper()
	texts, err := gold.Parse(strings.NewReader(text), "set")
	if err != nil || len(texts) != 1 {
		t.Fatal(texts, err)
	}
	return texts[0]
}

func found(start, end int) redact.Found {
	return redact.Found{Span: redact.Span{Start: start, End: end}, Kind: redact.Person}
}

func TestAdd(t *testing.T) {
	m := gold.Measure{Labels: []string{"per"}, Kinds: []redact.Kind{redact.Person}}
	for name, c := range map[string]struct {
		found []redact.Found
		want  gold.Score
	}{
		"exact":            {[]redact.Found{found(8, 17)}, gold.Score{Texts: 1, Total: 1, Hit: 1, Flagged: 9, Right: 9, Exact: 1, Reported: 1}},
		"in two":           {[]redact.Found{found(8, 11), found(12, 17)}, gold.Score{Texts: 1, Total: 1, Hit: 1, Flagged: 8, Right: 8, Reported: 2}},
		"half":             {[]redact.Found{found(8, 11)}, gold.Score{Texts: 1, Missed: 1, Total: 1, Flagged: 3, Right: 3, Reported: 1}},
		"with the title":   {[]redact.Found{found(5, 17)}, gold.Score{Texts: 1, Total: 1, Hit: 1, Flagged: 12, Right: 9, Reported: 1}},
		"elsewhere":        {[]redact.Found{found(30, 34)}, gold.Score{Texts: 1, Missed: 1, Total: 1, Flagged: 4, Reported: 1}},
		"nothing":          {nil, gold.Score{Texts: 1, Missed: 1, Total: 1}},
		"by a handle only": {[]redact.Found{found(19, 23)}, gold.Score{Texts: 1, Missed: 1, Total: 1, Flagged: 4, Right: 4, Reported: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			var s gold.Score
			m.Add(&s, read(t), c.found, nil, nil)
			if s != c.want {
				t.Errorf("got %+v, want %+v", s, c.want)
			}
		})
	}
}

func TestAlarms(t *testing.T) {
	m := gold.Measure{Labels: []string{"ORG"}, Kinds: []redact.Kind{redact.Person}}
	var s gold.Score
	m.Add(&s, read(t), nil, nil, nil)
	m.Add(&s, read(t), []redact.Found{found(8, 17)}, nil, nil)
	if s.Clean != 2 || s.Alarmed != 1 {
		t.Errorf("got %+v", s)
	}
}

func TestGroupsStayTogether(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":"doc-0001","genre":"email"}`:         "doc",
		`{"id":"a","template":"Dear {{PERSON}}"}`:   "dear",
		`{"id":"b","template":"Dear {{name}}"}`:     "dear",
		`{"id":"a","template":"{{name}}\n{{zip}}"}`: "{}\n{}",
		`{"id":"p2","context_pair":"p1"}`:           "p1",
		`{"id":"p1","context_pair":"p2"}`:           "p1",
		`{"id":"a-1","context_pair":null}`:          "a-1",
	} {
		texts, err := gold.Parse(strings.NewReader(line), "set")
		if err != nil || texts[0].Group != want {
			t.Errorf("%s: group %v, %v, want %q", line, texts, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, line := range []string{`{`, `{"text":"a","spans":[{"bstart":0,"bend":2}]}`, `{"text":"a","spans":[{"bstart":1,"bend":0}]}`} {
		if _, err := gold.Parse(strings.NewReader(line), "set"); err == nil {
			t.Errorf("%s was read", line)
		}
	}
}

func TestProtected(t *testing.T) {
	text := gold.Text{Text: "Tom and Tom and 12/34", Spans: []gold.Span{
		{Span: redact.Span{Start: 0, End: 3}, Label: "PERSON", Identifier: "DIRECT", Entity: "e1"},
		{Span: redact.Span{Start: 8, End: 11}, Label: "PERSON", Identifier: "DIRECT", Entity: "e1"},
		{Span: redact.Span{Start: 16, End: 21}, Label: "CODE", Identifier: "DIRECT", Entity: "e2"},
		{Span: redact.Span{Start: 4, End: 7}, Label: "PERSON", Identifier: "QUASI", Entity: "e3"},
	}}
	hit, all := gold.Protected(text, []redact.Found{found(0, 3), found(16, 21)}, []string{"PERSON", "CODE"})
	if hit != 1 || all != 2 {
		t.Errorf("%d of %d protected, want 1 of 2", hit, all)
	}
}
