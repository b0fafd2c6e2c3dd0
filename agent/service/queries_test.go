package service

import (
	"errors"
	"testing"

	"sarsen/agent/request"
	"sarsen/index/query"
)

func TestBroad(t *testing.T) {
	for text, want := range map[string]bool{
		"boiler":                            false,
		`"quarry lane" OR boiler`:           false,
		"boiler NOT landing":                false,
		"subject:boiler":                    false,
		"path:housing":                      false,
		"boi*":                              false,
		"*":                                 true,
		"NOT boiler":                        true,
		"boiler OR NOT landing":             true,
		"source:shares":                     true,
		"type:text/plain before:2020-01-01": true,
		"subject:*":                         true,
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := broad(q); got != want {
			t.Errorf("%s: broad is %v", text, got)
		}
	}
}

func TestPickQuery(t *testing.T) {
	list := []QueryLine{{N: 1, Text: "marrowby"}, {N: 2, Text: "pryce", Off: true}, {N: 3, Text: `"grab rail"`, Own: true}, {N: 4, Text: "2"}}
	for _, c := range []struct {
		name, ref string
		act       request.QueryAct
		want      int // its number, 0 for a refusal
	}{
		{"by number", "1", request.QueryOff, 1},
		{"by text", "pryce", request.QueryOn, 2},
		{"text before number", "2", request.QueryOff, 4},
		{"however it is written", `  "grab rail" `, request.QueryRemoved, 3},
		{"off twice", "pryce", request.QueryOff, 0},
		{"on without off", "1", request.QueryOn, 0},
		{"the profile's is not removed", "1", request.QueryRemoved, 0},
		{"an added one is not turned off", "3", request.QueryOff, 0},
		{"there is none", "9", request.QueryOff, 0},
		{"not a query", "(", request.QueryOff, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := pickQuery(list, c.ref, c.act)
			if c.want == 0 {
				if !errors.Is(err, ErrQuery) {
					t.Errorf("got number %d, %v", got.N, err)
				}
				return
			}
			if err != nil || got.N != c.want {
				t.Errorf("got number %d, %v", got.N, err)
			}
		})
	}
}
