package service

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"

	"sarsen/agent/audit"
)

// Finding is what doctor says of one thing.
type Finding struct {
	What   string `json:"what"`
	Bad    bool   `json:"bad"`
	Detail string `json:"detail"`
}

// helpers are programs that sarsen uses where they are installed.
var helpers = []struct{ name, use string }{
	{"pdftotext", "a third reader for the verifier"},
}

// Doctor looks at stores, helpers and the data folder.
func (s *Service) Doctor(ctx context.Context) []Finding {
	var out []Finding
	add := func(what, good string, err error) {
		f := Finding{What: what, Detail: good}
		if err != nil {
			f.Bad, f.Detail = true, err.Error()
		}
		out = append(out, f)
	}
	add("register", "sound", s.reg.Check())
	add("catalogue", "sound", s.cat.Check())
	detail, err := s.checkIndex(ctx)
	add("index", detail, err)
	v, err := audit.Verify(s.Config.Data)
	if err == nil && !v.OK {
		err = fmt.Errorf("%d faults: 'sarsen audit verify' lists them", len(v.Faults))
	}
	add("audit record", fmt.Sprintf("whole, %d acts", v.Records), err)
	held, changed, err := s.checkHolds(ctx)
	if err == nil && changed > 0 {
		err = fmt.Errorf("%d of %d held originals were changed since they were sealed: restore them from a backup", changed, held)
	}
	add("holds", fmt.Sprintf("%d originals, as they were sealed", held), err)
	kept, err := s.checkAdded(ctx)
	add("added by hand", fmt.Sprintf("%d files, as they were added", kept), err)
	start := time.Now()
	err = s.warm(ctx)
	add("PDF engine", fmt.Sprintf("ready in %s", time.Since(start).Round(time.Millisecond)), err)
	info, err := os.Stat(s.Config.Data)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = fmt.Errorf("other users may enter %s: set its mode to 0700", s.Config.Data)
	}
	add("data folder", s.Config.Data, err)
	out = append(out, s.lookAtHelpers(ctx)...)
	for _, h := range helpers {
		detail := "not installed (" + h.use + "); this version works without"
		if path, err := exec.LookPath(h.name); err == nil {
			detail = path
		}
		out = append(out, Finding{What: h.name, Detail: detail})
	}
	return out
}
