package service

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"sarsen/redact"
)

// valueID names a value in decisions and on the record: a hash with the
// request's own key, so that nobody can try telephone numbers on it.
func valueID(secret []byte, words string) string {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("value\x00" + redact.ValueOf(words)))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// valueTarget finds the value that is named by its ID, or by one of its marks,
// and a mark of it.
func (s *Service) valueTarget(rev Review, named string) (string, redact.Mark, error) {
	secret, err := s.reg.Secret(rev.Case.ID)
	if err != nil {
		return "", redact.Mark{}, err
	}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			if redact.ValueOf(m.Text) == "" {
				continue
			}
			if id := valueID(secret, m.Text); m.ID == named || id == named {
				return redact.TargetValue + id, m, nil
			}
		}
	}
	return "", redact.Mark{}, fmt.Errorf("no mark of request %s has that ID, and none a value of that ID: 'sarsen review --json' lists both", rev.Case.ID)
}

// ValueIDs returns the IDs of the values of marks, by mark ID.
func (s *Service) ValueIDs(rev Review) (map[string]string, error) {
	secret, err := s.reg.Secret(rev.Case.ID)
	if err != nil {
		return nil, err
	}
	byValue, out := map[string]string{}, map[string]string{}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			value := redact.ValueOf(m.Text)
			if value == "" {
				continue
			}
			if byValue[value] == "" {
				byValue[value] = valueID(secret, m.Text)
			}
			out[m.ID] = byValue[value]
		}
	}
	return out, nil
}

// valueOn is the value that a decision is about, "" for a decision on something
// else.
func valueOn(target string, on json.RawMessage) string {
	var m redact.Mark
	if !strings.HasPrefix(target, redact.TargetValue) || json.Unmarshal(on, &m) != nil {
		return ""
	}
	return redact.ValueOf(m.Text)
}

// Exceptions are the values that leave in one place of the items going out and
// are withheld in another.
func (rev Review) Exceptions() []redact.Exception {
	var all []redact.Mark
	for _, i := range rev.Items {
		if i.Verdict == redact.Disclose {
			all = append(all, i.Marks...)
		}
	}
	return redact.Exceptions(all)
}
