package tagger_test

import (
	"bytes"
	"testing"

	"sarsen/redact/gold"
	"sarsen/redact/tagger"
)

// BenchmarkTag tags the court judgments and the sentences of two sets, text by
// text: MB/s and memory on one core.
func BenchmarkTag(b *testing.B) {
	m, err := tagger.Load()
	if err != nil {
		b.Fatal(err)
	}
	dir, ok := gold.Dir()
	if !ok {
		b.Skip("shared corpora not found: no folder beside the checkout")
	}
	for _, set := range gold.Sets() {
		if set.Name != "tab" && set.Name != "uner-ewt" {
			continue
		}
		texts, err := set.Read(dir)
		if err != nil {
			b.Skip("shared corpora not found: " + set.Name)
		}
		b.Run(set.Name, func(b *testing.B) {
			size := int64(0)
			for _, t := range texts {
				size += int64(len(t.Text))
			}
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts {
					m.Tag(t.Text)
				}
			}
		})
	}
}

// BenchmarkRead reads the embedded model's file, as is done once.
func BenchmarkRead(b *testing.B) {
	m, err := tagger.Load()
	if err != nil {
		b.Fatal(err)
	}
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tagger.Read(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
