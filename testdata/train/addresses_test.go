package main

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestWritten(t *testing.T) {
	const whole = "6 BROADWAY NORTH PITSEA BASILDON DL99 1QZ"
	for n := range uint64(40) {
		got := written("6 BROADWAY NORTH PITSEA, BASILDON", "DL99 1QZ", rand.New(rand.NewPCG(n, 1)))
		flat := strings.Join(strings.FieldsFunc(strings.ToUpper(got), func(c rune) bool { return c == ' ' || c == ',' || c == '\n' }), " ")
		if !strings.HasPrefix(whole, flat) || !strings.Contains(flat, "BASILDON") {
			t.Errorf("got %q", got)
		}
	}
}

func TestRegistered(t *testing.T) {
	ls, err := registered(corporaDir(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := check(ls); err != nil || len(ls) < 1000 {
		t.Errorf("%d lessons, %v", len(ls), err)
	}
	for _, l := range ls {
		if len(l.Spans) != 1 {
			t.Errorf("%d spans in a lesson", len(l.Spans))
		}
	}
}
