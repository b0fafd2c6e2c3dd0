package all_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
)

// A stalwartMail is what another parser made of a message.
type stalwartMail struct {
	Parts []struct {
		Headers []struct {
			Name  json.RawMessage
			Value map[string]json.RawMessage
		}
		Body json.RawMessage
	}
}

type stalwartAddress struct{ Name, Address string }

// TestStalwart reports how far headers, texts and attachments agree with the
// answers of another parser.
func TestStalwart(t *testing.T) {
	root := filepath.Join(corpora(t, "mail-mime"), "stalwart", "eml")
	files, err := filepath.Glob(filepath.Join(root, "*", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	same, all := map[string]int{}, map[string]int{}
	for _, file := range files {
		answer, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want stalwartMail
		if err := json.Unmarshal(answer, &want); err != nil {
			continue // a few hold raw bytes
		}
		data, err := os.ReadFile(strings.TrimSuffix(file, ".json") + ".eml")
		if err != nil {
			continue
		}
		items := extract(t.Context(), t, "m.eml", data)
		compare := func(what string, ok bool, detail string) {
			all[what]++
			if ok {
				same[what]++
			} else {
				t.Logf("%s: %s differs: %.90q", filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), what, detail)
			}
		}
		compareMail(want, items, compare)
	}
	for what, n := range all {
		t.Logf("%s: %d of %d", what, same[what], n)
	}
}

func compareMail(want stalwartMail, items []documents.Item, compare func(what string, ok bool, detail string)) {
	if len(want.Parts) == 0 {
		return
	}
	mail := items[0].Mail
	if mail == nil {
		compare("is a message", false, items[0].MediaType)
		return
	}
	var text strings.Builder
	for _, item := range items {
		text.WriteString(item.Text + " " + item.Name + "\n")
	}
	got := folded(text.String())
	lists := map[string][]string{"from": mail.From, "to": mail.To, "cc": mail.Cc}
	for _, h := range want.Parts[0].Headers {
		name := strings.Trim(string(h.Name), `"`)
		if list, ok := lists[name]; ok {
			for _, a := range stalwartAddresses(h.Value["Address"]) {
				compare(name, strings.Contains(strings.Join(list, "\n"), a.Address) &&
					strings.Contains(folded(strings.Join(list, "\n")), folded(a.Name)), a.Name+" "+a.Address+" in "+strings.Join(list, "|"))
			}
		}
		if s := stalwartText(h.Value["Text"]); name == "subject" && s != "" {
			compare("subject", folded(mail.Subject) == folded(s), s+" / "+mail.Subject)
		}
	}
	for _, p := range want.Parts {
		for _, h := range p.Headers {
			for _, name := range fileNames(h.Value["ContentType"]) {
				compare("attachment name", strings.Contains(got, folded(name)), name)
			}
		}
		var body struct{ Text string }
		if json.Unmarshal(p.Body, &body) == nil && strings.TrimSpace(body.Text) != "" {
			compare("text", strings.Contains(got, folded(documents.Normalise(body.Text))), folded(body.Text))
		}
	}
}

func stalwartText(raw json.RawMessage) string {
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
}

func stalwartAddresses(raw json.RawMessage) []stalwartAddress {
	var value struct {
		List  []stalwartAddress
		Group []struct{ Addresses []stalwartAddress }
	}
	if json.Unmarshal(raw, &value) != nil {
		return nil
	}
	for _, g := range value.Group {
		value.List = append(value.List, g.Addresses...)
	}
	return value.List
}

func fileNames(raw json.RawMessage) []string {
	var value struct {
		Attributes []struct{ Name, Value string }
	}
	if json.Unmarshal(raw, &value) != nil {
		return nil
	}
	var names []string
	for _, a := range value.Attributes {
		if a.Name == "filename" || a.Name == "name" {
			names = append(names, a.Value)
		}
	}
	return names
}
