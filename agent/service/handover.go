package service

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"sarsen/agent/request"
	"sarsen/redact/pack"
)

// A HandoverInput is what an officer says about a handover.
type HandoverInput struct {
	To        string // request.ToSubject, or the organisation that the person named
	Recipient string // who received it there, or the address it went to
	Authority string // what the person signed, and when; needed for an organisation
	Method    string
	Case      CaseWhere // which export; the latest that is no draft when it names none
}

// Handover records that the pack of an export was given to the person, or to
// another organisation that they named (UK GDPR Article 20(2)). The latter
// needs their authority; without it the error wraps ErrCheck. What was sent is
// read from the case file.
func (s *Service) Handover(_ context.Context, by Officer, id string, in HandoverInput) (request.Handover, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return request.Handover{}, err
	}
	if err := in.check(r); err != nil {
		return request.Handover{}, err
	}
	c, sent, err := s.sent(id, in.Case)
	if err != nil {
		return request.Handover{}, err
	}
	h := request.Handover{
		To: in.To, Recipient: in.Recipient, Authority: in.Authority, Method: in.Method, Pack: c.Name,
		Manifest: sent.Manifest, Files: sent.Files, Rows: sent.Rows, By: string(by), At: s.now(),
	}
	to := "organisation"
	if h.To == request.ToSubject {
		to = request.ToSubject
	}
	facts := map[string]string{"to": to, "case": c.Name, "manifest": h.Manifest, "files": strconv.Itoa(h.Files), "rows": strconv.Itoa(h.Rows)}
	if err := s.record(by, "handover", id, "", facts); err != nil {
		return request.Handover{}, err
	}
	if err := s.reg.AddHandover(id, h); err != nil {
		return request.Handover{}, err
	}
	all, err := s.reg.Handovers(id)
	if err != nil {
		return request.Handover{}, err
	}
	return h, pack.WriteHandovers(filepath.Dir(c.Path), packHandovers(all))
}

// check reports whether it may be handed over at all.
func (in *HandoverInput) check(r request.Request) error {
	for _, s := range []*string{&in.To, &in.Recipient, &in.Authority, &in.Method} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	switch {
	case in.To == "":
		return errors.New("say to whom: subject, or the name of the organisation")
	case in.Recipient == "":
		return errors.New("say who received it, or the address it went to")
	case in.Method == "":
		return errors.New("say how it was sent")
	case strings.EqualFold(in.To, request.ToSubject):
		in.To = request.ToSubject
		return nil
	case r.Right != request.Portability:
		return fmt.Errorf("request %s: %w: it asks for %s; only a portability request lets another organisation receive the data", r.ID, ErrCheck, r.Right)
	case in.Authority == "":
		return fmt.Errorf("request %s: %w: another organisation receives it only on the person's authority: say what they signed, and when", r.ID, ErrCheck)
	}
	return nil
}

// sent finds the export that is handed over.
func (s *Service) sent(id string, where CaseWhere) (CaseFile, pack.Sent, error) {
	if where.Name == "" {
		all, err := s.CaseFiles(id, where)
		if err != nil {
			return CaseFile{}, pack.Sent{}, err
		}
		for _, c := range all {
			if !c.Draft {
				where.Name = c.Name
			}
		}
		if where.Name == "" {
			return CaseFile{}, pack.Sent{}, fmt.Errorf("request %s: %w: nothing was exported yet but drafts", id, ErrCheck)
		}
	}
	c, err := s.caseAt(id, where)
	if err != nil {
		return c, pack.Sent{}, err
	}
	if c.Draft {
		return c, pack.Sent{}, fmt.Errorf("request %s: %w: %s is a draft, which nobody may receive", id, ErrCheck, c.Name)
	}
	sent, err := pack.ReadSent(c.Path)
	return c, sent, err
}

// Handovers returns what was handed over, the oldest first.
func (s *Service) Handovers(id string) ([]request.Handover, error) { return s.reg.Handovers(id) }

// packHandovers are handovers as the case file tells of them.
func packHandovers(all []request.Handover) []pack.Handover {
	out := make([]pack.Handover, len(all))
	for i, h := range all {
		out[i] = pack.Handover{
			To: h.To, Recipient: h.Recipient, Authority: h.Authority, Method: h.Method, Manifest: h.Manifest, Files: h.Files, Rows: h.Rows, By: h.By, At: h.At,
		}
	}
	return out
}
