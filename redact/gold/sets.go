package gold

import "sarsen/redact"

// A Set is a file of labelled texts.
type Set struct {
	Name string
	Path string // in the folder of all sets, with "/"
	// Person, Place, Organisation and Address are the set's labels for these;
	// empty where it has none.
	Person, Place, Organisation, Address []string
}

// Sets returns the sets of sentences and documents, in a fixed order.
func Sets() []Set {
	return []Set{
		{Name: "tab", Path: "det-tab/tab144.spans.jsonl", Person: []string{"PERSON"}, Place: []string{"LOC"}, Organisation: []string{"ORG"}},
		{Name: "presidio-synth", Path: "det-presidio-synth/presidio.spans.jsonl", Person: []string{"PERSON"}, Place: []string{"LOCATION", "GPE"}, Organisation: []string{"ORGANIZATION"}, Address: []string{"ADDRESS", "STREET_ADDRESS", "ZIP_CODE"}},
		{Name: "uner-ewt", Path: "det-uner-ewt/uner-ewt.spans.jsonl", Person: []string{"PER"}, Place: []string{"LOC"}, Organisation: []string{"ORG"}},
		{Name: "wikigold", Path: "det-wikigold/wikigold.spans.jsonl", Person: []string{"PER"}, Place: []string{"LOC"}, Organisation: []string{"ORG"}},
		{Name: "wnut17", Path: "det-wnut17/wnut17.spans.jsonl", Person: []string{"person"}, Place: []string{"location"}, Organisation: []string{"group", "corporation"}},
		{Name: "btc", Path: "det-btc/btc.spans.jsonl", Person: []string{"PER"}, Place: []string{"LOC"}, Organisation: []string{"ORG"}},
		{Name: "re3d", Path: "det-re3d/re3d.spans.jsonl", Person: []string{"Person"}, Place: []string{"Location"}, Organisation: []string{"Organisation"}},
		{Name: "ambientmeta", Path: "det-ambientmeta/ambientmeta.spans.jsonl", Person: []string{"PERSON"}, Place: []string{"LOCATION"}, Organisation: []string{"ORGANIZATION"}},
		{Name: "sec", Path: "det-sec/sec.spans.jsonl", Person: []string{"PER"}, Place: []string{"LOC"}, Organisation: []string{"ORG"}},
		{Name: "identifiers", Path: "det-identifiers/identifiers.spans.jsonl"},
	}
}

// A Measure is one row of the table: labels of a set, and the kinds that are
// to cover them.
type Measure struct {
	Name, Set string
	Genre     string   // only texts of it; "" is all
	Labels    []string // wanted
	// Beside are labels that a span of the kinds may touch without being wrong:
	// a title before a name.
	Beside []string
	// Kinds are those whose characters count for precision; any kind may cover
	// a wanted span.
	Kinds []redact.Kind
}

// Measures returns the rows of the table, in order.
func Measures() []Measure {
	person := []redact.Kind{redact.Person}
	out := []Measure{{Name: "presidio-synth names, addresses, identifiers", Set: "presidio-synth", Beside: []string{"TITLE", "PREFIX"}, Labels: []string{
		"PERSON", "ADDRESS", "STREET_ADDRESS", "ZIP_CODE", "CREDIT_CARD", "PHONE_NUMBER", "EMAIL_ADDRESS", "IBAN_CODE", "DOMAIN_NAME", "IP_ADDRESS", "US_SSN", "US_DRIVER_LICENSE",
	}, Kinds: certain()}}
	for _, s := range Sets() {
		if len(s.Person) == 0 {
			continue
		}
		m := Measure{Name: s.Name + " persons", Set: s.Name, Labels: s.Person, Beside: []string{"TITLE", "PREFIX"}, Kinds: person}
		out = append(out, m)
		if s.Name == "uner-ewt" {
			m.Name, m.Genre = "uner-ewt e-mail persons", "email"
			out = append(out, m)
		}
	}
	return append(out,
		Measure{Name: "presidio-synth addresses", Set: "presidio-synth", Labels: []string{"ADDRESS", "STREET_ADDRESS", "ZIP_CODE"}, Kinds: []redact.Kind{redact.Address, redact.Postcode}},
		Measure{Name: "tab codes", Set: "tab", Labels: []string{"CODE"}, Kinds: []redact.Kind{redact.Reference}},
	)
}

// certain are the kinds that are marks of their own, without those of low
// confidence and without organisations.
func certain() []redact.Kind {
	return []redact.Kind{
		redact.Person, redact.Address, redact.Postcode, redact.Phone, redact.Email, redact.DateOfBirth, redact.NINO, redact.NHSNumber, redact.UTR,
		redact.UPN, redact.Licence, redact.Passport, redact.Vehicle, redact.BankAccount, redact.Card, redact.IBAN, redact.IPAddress,
		redact.MACAddress, redact.URL, redact.Reference, redact.UPRN, redact.Location, redact.Handle,
	}
}
