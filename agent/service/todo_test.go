package service

import (
	"strings"
	"testing"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
)

func TestTodoSaysWhatHelps(t *testing.T) {
	for reason, tt := range map[string]struct {
		state crawlers.State
		says  string
	}{
		"a link that leads out of the source":                             {crawlers.Unsupported, "add that place as a source"},
		"a DFS link, which is not followed":                               {crawlers.Unsupported, "add the share"},
		"not a file but a named pipe":                                     {crawlers.Unsupported, "nothing to read"},
		"a link; its target is read where it lies":                        {crawlers.Excluded, "read elsewhere"},
		"folders are nested more than 250 deep; this one was not entered": {crawlers.TooLarge, "add this folder as a source"},
		crawlers.OverLimit(512 << 20):                                     {crawlers.TooLarge, "max_size"},
		"needed more than 384 MB of memory":                               {crawlers.TooLarge, "workers.memory"},
		"in use by another program":                                       {crawlers.Denied, "close the program"},
		"permission denied":                                               {crawlers.Denied, "give sarsen's user permission"},
		"needs a password":                                                {crawlers.Encrypted, "document_passwords"},
	} {
		if got := todo(catalogue.Item{State: tt.state, Reason: reason}, ""); !strings.Contains(got, tt.says) {
			t.Errorf("%s: got %q, want it to say %q", reason, got, tt.says)
		}
	}
}
