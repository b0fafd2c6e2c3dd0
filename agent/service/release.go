package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/agent/request"
	"sarsen/redact"
)

// Missing says what stands in the way of a release, one sentence each.
func (s *Service) Missing(rev Review) []string {
	var out []string
	switch {
	case len(rev.Items) > 0:
	case rev.Run.Run == 0:
		out = append(out, "nothing was found yet: run 'sarsen find'")
	default:
		out = append(out, "nothing was found: there is nothing to send but that answer, and then 'sarsen request close "+rev.Case.ID+"'")
	}
	if !seen(rev.Case.Events, request.IdentitySeen) {
		out = append(out, "identity is not recorded as confirmed: 'sarsen request event "+rev.Case.ID+" identity-seen'")
	}
	left := s.leftIn(rev)
	for _, l := range []struct {
		n    int
		says string
	}{
		{left.open, "%d marks are not decided"},
		{left.lost, "the text of %d items is lost: crawl their source again, or keep them out"},
		{left.unheld, "the originals of %d items are not in the hold: find again while their source can be read"},
		{left.unplaced, "%d withheld areas cannot be found on their pages: 'sarsen review' names them; withhold the pages or the items"},
	} {
		if l.n > 0 {
			out = append(out, fmt.Sprintf(l.says, l.n))
		}
	}
	if s.Config.Gates == "stop" {
		for _, g := range rev.OpenGates() {
			out = append(out, g.Says()+": 'sarsen decide "+rev.Case.ID+" gate:"+string(g.Name)+" disclose --reason …'")
		}
	}
	if n := len(rev.Lost); n > 0 {
		have := "1 decision has lost its place"
		if n > 1 {
			have = fmt.Sprintf("%d decisions have lost their place", n)
		}
		out = append(out, have+" in what changed: 'sarsen review' names what to settle")
	}
	if left.health && !recent(rev.Case.Events, request.HealthOpinion, s.Today().AddDate(0, -6, 0)) {
		out = append(out, "withholding for health needs the opinion of a health professional, not older than six months: 'sarsen request event "+rev.Case.ID+" health-opinion'")
	}
	return out
}

// A remainder is what of the items going out stands in the way of a release.
type remainder struct {
	open, lost, unheld, unplaced int
	health                       bool // something is withheld that needs an opinion
}

func (s *Service) leftIn(rev Review) remainder {
	var l remainder
	for _, i := range rev.Items {
		if i.Verdict != redact.Disclose {
			l.health = l.health || needsOpinion(i.Code)
			continue
		}
		if i.Lost {
			l.lost++
		}
		l.unplaced += i.Unplaced
		if i.EntrySHA256 != "" && !s.held(rev.Case.ID, i.EntrySHA256) {
			l.unheld++
		}
		for _, m := range i.Marks {
			if m.Decision == redact.Open {
				l.open++
			}
			l.health = l.health || m.Decision == redact.Withhold && needsOpinion(m.Code)
		}
	}
	return l
}

// needsOpinion reports whether a code rests on a health professional's opinion
// (DPA 2018 Sch 3 paras 5 and 6).
func needsOpinion(code string) bool { return code == "S3.5" || code == "S3.6" }

func seen(events []request.Event, kind request.EventKind) bool {
	return slices.ContainsFunc(events, func(e request.Event) bool { return e.Kind == kind })
}

func recent(events []request.Event, kind request.EventKind, since time.Time) bool {
	return slices.ContainsFunc(events, func(e request.Event) bool { return e.Kind == kind && !e.On.Before(since) })
}

// stamp stands for what is released: the texts, marks and decisions.
func (rev Review) stamp() (string, error) {
	h := sha256.New()
	enc := json.NewEncoder(h)
	if err := enc.Encode(rev.Case.Profile); err != nil {
		return "", err
	}
	for _, i := range rev.Items {
		if err := enc.Encode([]any{i.Item, i.TextHash, i.SHA256, i.Verdict, i.Code, i.DuplicateOf, i.Title, i.Name, i.Mail, i.Marks, stampOf(i)}); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// Release gives the second person's word that the pack may leave.
func (s *Service) Release(ctx context.Context, by Officer, id string) (Case, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	rev, err := s.review(ctx, id, "", true)
	if err != nil {
		return Case{}, err
	}
	if rev.Case.State == request.Closed {
		return Case{}, fmt.Errorf("request %s: %w", id, request.ErrClosed)
	}
	if missing := s.Missing(rev); len(missing) > 0 {
		return Case{}, refuse(id, missing)
	}
	if deciders(rev.Decisions)[string(by)] {
		return Case{}, refuse(id, []string{fmt.Sprintf("%s decided on it, so a second person has to release it", by)})
	}
	stamp, err := rev.stamp()
	if err != nil {
		return Case{}, err
	}
	facts := map[string]string{"stamp": stamp, "exceptions": strconv.Itoa(len(rev.Exceptions()))}
	if open := rev.OpenGates(); len(open) > 0 {
		facts["gates_open"] = gateNames(open)
	}
	if err := s.record(by, "release", id, "", facts); err != nil {
		return Case{}, err
	}
	if err := s.reg.Release(id, request.Release{By: string(by), At: s.now(), Stamp: stamp}); err != nil {
		return Case{}, err
	}
	return s.Request(ctx, id)
}

func gateNames(gates []Gate) string {
	names := make([]string, len(gates))
	for i, g := range gates {
		names[i] = string(g.Name)
	}
	return strings.Join(names, " ")
}

func refuse(id string, missing []string) error {
	text := ""
	for _, m := range missing {
		text += "\n  - " + m
	}
	return fmt.Errorf("request %s: %w; what is missing:%s", id, ErrCheck, text)
}

// released finds the release that covers what stands now.
func (s *Service) released(exporter Officer, rev Review, out *Exported, draft bool) (request.Release, error) {
	stamp, err := rev.stamp()
	if err != nil {
		return request.Release{}, err
	}
	all, err := s.reg.Releases(rev.Case.ID)
	if err != nil {
		return request.Release{}, err
	}
	by := deciders(rev.Decisions)
	for _, r := range slices.Backward(all) {
		second := !by[r.By] && (len(by) > 0 || r.By != string(exporter)) // where nobody had to decide, the one who exports is the first
		if r.Stamp == stamp && second && len(out.Missing) == 0 {
			return r, nil
		}
	}
	out.Missing = append(out.Missing, "a second person has not released it: 'sarsen release "+rev.Case.ID+"'")
	if draft {
		return request.Release{}, nil
	}
	return request.Release{}, refuse(rev.Case.ID, out.Missing)
}
