package config_test

import (
	"strings"
	"testing"

	"sarsen/agent/config"
)

const processing = `data: ./d
sources:
  - name: rent
    location: ./rent
    purpose: letting homes
    lawful_basis: Public-Task
    automated: yes
    automated_decisions: none
    nature: Provided
    notes: ask the housing office
    fields:
      "Rent  Band": derived
      "Meter *": observed
      "Meter reading": {nature: derived, meaning: worked out from two readings}
      "Tel": {meaning: telephone number}
`

func TestProcessing(t *testing.T) {
	c, err := config.Parse([]byte(processing), "/etc/sarsen")
	if err != nil {
		t.Fatal(err)
	}
	s := c.Sources[0]
	if s.LawfulBasis != config.PublicTask || s.Automated != config.Yes || s.Nature != config.Provided {
		t.Errorf("read as %q, %q, %q", s.LawfulBasis, s.Automated, s.Nature)
	}
	for column, want := range map[string]config.FieldRule{
		"rent band":      {Nature: config.Derived},
		"METER  reading": {Nature: config.Derived, Meaning: "worked out from two readings"},
		"Meter date":     {Nature: config.Observed},
		"Meter in/out":   {Nature: config.Observed},
		"Tel":            {Nature: config.Provided, Meaning: "telephone number"},
		"Name":           {Nature: config.Provided},
		"":               {Nature: config.Provided},
	} {
		if got := s.Field(column); got != want {
			t.Errorf("column %q: %+v, want %+v", column, got, want)
		}
	}
}

func TestProcessingTrueIsYes(t *testing.T) {
	for word, want := range map[string]config.Answer{"yes": config.Yes, "true": config.Yes, "Yes": config.Yes, "no": config.No, "false": config.No, `""`: ""} {
		c, err := config.Parse([]byte("data: ./d\nsources:\n  - {name: a, location: ./a, automated: "+word+"}\n"), "/d")
		if err != nil || c.Sources[0].Automated != want {
			t.Errorf("automated: %s is %+v, %v", word, c.Sources, err)
		}
	}
}

func TestProcessingRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ line, want string }{
		"basis":         {"lawful_basis: because", "consent, contract, legal obligation"},
		"automated":     {"automated: partly", "automated_decisions"},
		"nature":        {"nature: bought", "provided, observed, derived"},
		"column":        {"fields: {Band: guessed}", "provided, observed, derived"},
		"unknown key":   {"fields: {Band: {nature: derived, sense: x}}", "sense"},
		"column, empty": {"fields: {Band: {}}", "says nothing"},
		"pattern":       {"fields: {'[': derived}", "not well formed"},
		"twice":         {"fields: {'Band': derived, 'band ': provided}", "twice"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Parse([]byte("data: ./d\nsources:\n  - name: a\n    location: ./a\n    "+tt.line+"\n"), "/d")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one that says %q", err, tt.want)
			}
		})
	}
}
