package service

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"sarsen/agent/config"
)

// Outside refuses a place to write to that lies in a source: sources are only
// read, and the next crawl would find what was written. Links are followed.
func Outside(cfg config.Config, path string) error {
	for _, src := range cfg.Sources {
		if !strings.Contains(src.Location, "://") && within(src.Location, path) {
			return fmt.Errorf("%s lies in the source %s, where sarsen only reads: name another place", path, src.Name)
		}
	}
	return nil
}

// places refuses an export whose pack or case file would lie in a source or in
// one another.
func (s *Service) places(opts ExportOptions) error {
	if file := opts.Encrypt.PasswordFile; file != "" {
		if err := Outside(s.Config, file); err != nil {
			return err
		}
		if within(opts.Out, file) {
			return errors.New("the password must not lie in the pack: name another place")
		}
	}
	if err := Outside(s.Config, opts.Out); err != nil || opts.CaseFile == "" {
		return err
	}
	if err := Outside(s.Config, opts.CaseFile); err != nil {
		return err
	}
	if within(opts.Out, opts.CaseFile) || within(opts.CaseFile, opts.Out) {
		return errors.New("pack and case file must not lie in one another: the case file stays with the council")
	}
	return nil
}

// within reports whether path is dir or lies below it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(followed(dir), followed(path))
	return err == nil && (rel == "." || filepath.IsLocal(rel))
}

// followed follows the links in the part of a path that is there.
func followed(path string) string {
	path = filepath.Clean(path)
	if at, err := filepath.EvalSymlinks(path); err == nil {
		return at
	}
	parent := filepath.Dir(path)
	if parent == path {
		return path
	}
	return filepath.Join(followed(parent), filepath.Base(path))
}
