package detect_test

import (
	"sort"
	"testing"

	"sarsen/redact"
	"sarsen/redact/gold"
)

// TestIdentifiers prints recall and false alarms for each kind of the shared
// identifier cases and holds what was reached.
func TestIdentifiers(t *testing.T) {
	kinds := map[string][]redact.Kind{
		"UK_NINO": {redact.NINO}, "UK_NHS": {redact.NHSNumber}, "UK_DRIVING_LICENCE": {redact.Licence}, "UK_PASSPORT": {redact.Passport},
		"UK_POSTCODE": {redact.Postcode, redact.Address}, "UK_VEHICLE_REGISTRATION": {redact.Vehicle}, "CREDIT_CARD": {redact.Card},
		"IBAN_CODE": {redact.IBAN}, "EMAIL_ADDRESS": {redact.Email}, "IP_ADDRESS": {redact.IPAddress}, "MAC_ADDRESS": {redact.MACAddress}, "PHONE": {redact.Phone},
	}
	floors := map[string]struct {
		recall float64
		alarms int
	}{
		"CREDIT_CARD": {1, 0}, "EMAIL_ADDRESS": {1, 0}, "IBAN_CODE": {1, 0}, "IP_ADDRESS": {0.97, 0}, "MAC_ADDRESS": {1, 0}, "PHONE": {0.96, 0},
		"UK_DRIVING_LICENCE": {1, 0}, "UK_NHS": {1, 0}, "UK_NINO": {1, 0}, "UK_PASSPORT": {1, 0}, "UK_POSTCODE": {1, 0}, "UK_VEHICLE_REGISTRATION": {1, 0},
	}
	type tally struct{ spans, found, clean, alarms int }
	got := map[string]*tally{}
	d := detector(t)
	for _, g := range load(t, "identifiers") {
		want, ok := kinds[g.Kind]
		if !ok {
			continue
		}
		if got[g.Kind] == nil {
			got[g.Kind] = &tally{}
		}
		n := got[g.Kind]
		var found []redact.Found
		for _, f := range d.Find(g.Text, nil) {
			for _, k := range want {
				if f.Kind == k {
					found = append(found, f)
				}
			}
		}
		if len(g.Spans) == 0 {
			n.clean++
			if len(found) > 0 {
				n.alarms++
				t.Logf("%s: false alarm %q in %q", g.Kind, found[0].Text, g.Text)
			}
		}
		for _, s := range g.Spans {
			n.spans++
			if gold.Covered(g.Text, s.Span, found) {
				n.found++
			} else {
				t.Logf("%s: missed %q in %q", g.Kind, g.Text[s.Start:s.End], g.Text)
			}
		}
	}
	names := make([]string, 0, len(got))
	for k := range got {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		n := got[k]
		recall := float64(n.found) / float64(max(1, n.spans))
		t.Logf("%-24s %3d of %3d found (%.3f), %2d false alarms in %3d clean texts", k, n.found, n.spans, recall, n.alarms, n.clean)
		if f, ok := floors[k]; ok && (recall < f.recall || n.alarms > f.alarms) {
			t.Errorf("%s: recall %.3f, %d false alarms; reached before: %.3f, %d", k, recall, n.alarms, f.recall, f.alarms)
		}
	}
}
