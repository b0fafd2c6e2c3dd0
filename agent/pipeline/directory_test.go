package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/crawlers/memory"
	"sarsen/redact/detect"
)

// TestLearned: a catalogue from before the directory learns whom it names in the
// next pass, though nothing has changed; and from its texts the references.
func TestLearned(t *testing.T) {
	cat, engine := stores(t, t.TempDir())
	src := memory.New()
	for i := range 4 {
		src.PutFile(fmt.Sprint(i, ".txt"), fmt.Appendf(nil, "From: \"Qvarnix, Xola (Housing)\" <xola.qvarnix@council.example>\n\nThe gate fob 842133%d is lost.\n", i))
	}
	c := pipeline.Crawl{Catalogue: cat, Index: engine, Extractor: &album{}, Slots: 2, Now: time.Now}
	pass := func() {
		t.Helper()
		if _, err := c.Run(t.Context(), "shares", "memory", src); err != nil {
			t.Fatal(err)
		}
	}
	pass()
	if err := cat.SetNamer(pipeline.NamesVersion, pipeline.Names); err != nil {
		t.Fatal(err)
	}
	pass()
	known, err := pipeline.Directory(t.Context(), cat)
	if err != nil {
		t.Fatal(err)
	}
	got := known.Address("Xola.Qvarnix@council.example")
	if len(got) != 1 || got[0].Name != "Xola Qvarnix" || got[0].Items != 4 || known.Name([]string{"xola", "qvarnix", "rang"}) != 2 || known.Name([]string{"qvarnix", "xola"}) != 2 {
		t.Errorf("known by the address: %+v", got)
	}

	d, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{0, 3, 100} {
		steps := 0
		run := pipeline.Shapes{Catalogue: cat, Detector: d, Limit: limit, Progress: func(int, int) { steps++ }}
		list, texts, err := run.Run(t.Context())
		if err != nil || len(list) != 1 || list[0].Shape != "9999999" || list[0].Texts != texts || steps != texts {
			t.Errorf("of %d texts: %+v of %d, %v", limit, list, texts, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := (&pipeline.Shapes{Catalogue: cat, Detector: d}).Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
