package service

import (
	"slices"
	"strings"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
)

// keep gathers what is the subject's own.
type keep struct {
	list []string
	has  map[string]bool
}

func newKeep(p request.Profile) *keep {
	k := &keep{has: map[string]bool{}}
	subject := pipeline.Subject(p)
	for _, v := range slices.Concat(subject.Names, subject.Emails, subject.Phones, subject.Addresses, subject.Identifiers, []string{subject.DateOfBirth}) {
		k.add(v)
	}
	return k
}

func (k *keep) add(v string) {
	if v = strings.TrimSpace(v); v != "" && !k.has[v] {
		k.has[v] = true
		k.list = append(k.list, v)
	}
}

func (k *keep) hits(r Reviewed) {
	for _, h := range r.Subject {
		k.add(r.Text.Text[h.Start:h.End])
	}
}
