package smb_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/fileshare/smb"
	"sarsen/crawlers/fileshare/smb/smbtest"
	"sarsen/crawlers/mailbox/mbox"
)

// BenchmarkShare walks 2,000 files in 20 folders for the first time and again,
// and reads them all: 20 kB each.
func BenchmarkShare(b *testing.B) {
	server := smbtest.Start(b)
	data := strings.Repeat("Dear Ms Penhaligon, ", 1000)
	for i := range 2000 {
		fill(b, server, map[string]string{fmt.Sprintf("%d/%d.txt", i/100, i): data})
	}
	for name, known := range map[string]bool{"first": false, "again": true} {
		b.Run(name, func(b *testing.B) {
			s := benchSource(b, server, known)
			for b.Loop() {
				if err := s.Walk(b.Context(), func(crawlers.Entry) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/2000, "us/file")
		})
	}
	b.Run("read", func(b *testing.B) {
		s := benchSource(b, server, true)
		b.SetBytes(int64(2000 * len(data)))
		for b.Loop() {
			err := s.Walk(b.Context(), func(e crawlers.Entry) error {
				c, err := s.Open(b.Context(), e)
				if err != nil {
					return err
				}
				if _, err := io.Copy(io.Discard, io.NewSectionReader(c, 0, c.Size())); err != nil {
					return err
				}
				return c.Close()
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func benchSource(b *testing.B, server *smbtest.Server, known bool) *fileshare.Source {
	b.Helper()
	tree, err := smb.New(account(server, "files"))
	if err != nil {
		b.Fatal(err)
	}
	s, err := fileshare.Over(tree, fileshare.Options{
		Stores: []fileshare.Store{mbox.Store{}},
		Known:  func(string, string) (store, found bool) { return false, known },
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}
