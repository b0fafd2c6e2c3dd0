package recognise_test

import (
	"testing"
	"time"

	"sarsen/redact/recognise"
	"sarsen/redact/tagger"
)

// TestModelProposes: names that no rule and no list has are found where a
// sentence has them, and references, places and streets are not.
func TestModelProposes(t *testing.T) {
	model, err := tagger.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"unknown pair", "The complaint was made by Zqortan Plimney, who lives next door.", "Zqortan Plimney"},
		{"unknown surname", "Mr John Zqortan rang. He said Zqortan Plimney had left.", "Mr John Zqortan | Zqortan Plimney"},
		{"reference", "Our ref: HB/2024/00123\n\nDear Mrs Patel,", "Mrs Patel"},
		{"initials before an address", "Copy to \"ZPQ\" <zpq@mail.example> and \"IT\" <it@mail.example>", "ZPQ"},
		{"town before a state", "She was born near Whitmore, Virginia and moved to Leeds.", ""},
		{"street", "We met on Baker Street and went to Victoria Park.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := recognise.New(c.text, nil, time.Time{})
			in.Model = model
			if got := texts(recognise.Name(in)); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}
