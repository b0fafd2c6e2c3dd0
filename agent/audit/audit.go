// Package audit is the record of every act: who did what, when, to which
// request. It is append-only and tamper-evident, and holds no text of any
// document and no detail of any person but the officer's name.
//
// FORMAT.md describes the files, so that an auditor can check them without
// this program.
package audit

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A Record is one act.
type Record struct {
	N       int64             `json:"n"` // from 1, without gaps
	At      time.Time         `json:"at"`
	By      string            `json:"by"`  // the officer: user of the operating system
	Act     string            `json:"act"` // such as "request.new", "decide", "export"
	Request string            `json:"request,omitempty"`
	Target  string            `json:"target,omitempty"` // ID of an item, person or mark
	Facts   map[string]string `json:"facts,omitempty"`  // counts, codes, verdicts
	Prev    string            `json:"prev"`             // hash of the record before; "" for the first
	Hash    string            `json:"hash"`             // SHA-256 of this record's JSON without "hash"
}

// Log is the record in a folder. It is safe for concurrent use by one process.
type Log struct {
	mu   sync.Mutex
	file *os.File
	dir  string
	head head
}

// head is kept apart from the log, so that a log cut short is noticed.
type head struct {
	N    int64  `json:"n"`
	Hash string `json:"hash"`
}

const (
	logName  = "audit.jsonl"
	headName = "audit.head"
)

// Open opens the record in dir, making both when there is none. A last line
// that was cut off by a crash is removed: its act was never begun, since acts
// are recorded first.
func Open(dir string) (*Log, error) {
	f, err := os.OpenFile(filepath.Join(dir, logName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open audit: %w", err)
	}
	l := &Log{file: f, dir: dir}
	size, err := l.load()
	if err == nil {
		err = f.Truncate(size)
	}
	if err == nil {
		_, err = f.Seek(size, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open audit: %w", err), f.Close())
	}
	return l, nil
}

// load finds the last whole record and the size of all whole ones.
func (l *Log) load() (int64, error) {
	var size int64
	r := bufio.NewReader(l.file)
	for {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return 0, err
		}
		size += int64(len(line))
		var rec Record
		if json.Unmarshal(line, &rec) == nil {
			l.head = head{N: rec.N, Hash: rec.Hash}
		}
	}
}

// Append records an act; it is on disk when Append returns. Append before the
// act itself: what cannot be recorded must not be done.
func (l *Log) Append(rec Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	rec.N, rec.Prev, rec.At = l.head.N+1, l.head.Hash, rec.At.UTC()
	hash, err := rec.sum()
	if err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	rec.Hash = hash
	line, err := json.Marshal(rec)
	if err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	at, err := l.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	if _, err := l.file.Write(append(line, '\n')); err != nil {
		return errors.Join(fmt.Errorf("record act: %w", err), l.back(at))
	}
	if err := l.file.Sync(); err != nil {
		return errors.Join(fmt.Errorf("record act: %w", err), l.back(at))
	}
	l.head = head{N: rec.N, Hash: rec.Hash}
	return l.saveHead()
}

// back removes half a line, as on a full disk.
func (l *Log) back(at int64) error {
	if err := l.file.Truncate(at); err != nil {
		return err
	}
	_, err := l.file.Seek(at, io.SeekStart)
	return err
}

func (l *Log) saveHead() error {
	raw, err := json.Marshal(l.head)
	if err != nil {
		return err
	}
	temp := filepath.Join(l.dir, headName+".new")
	if err := os.WriteFile(temp, raw, 0o600); err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	if err := os.Rename(temp, filepath.Join(l.dir, headName)); err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	return nil
}

// Close closes the record.
func (l *Log) Close() error { return l.file.Close() }

// sum is the hash of the record without its own hash.
func (r Record) sum() (string, error) {
	r.Hash = ""
	raw, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	s := sha256.Sum256(raw)
	return hex.EncodeToString(s[:]), nil
}

// Each calls fn for every record in dir, the oldest first, whole or not.
func Each(dir string, fn func(Record) error) error {
	return lines(dir, func(_ int, raw []byte) error {
		var rec Record
		if err := json.Unmarshal(raw, &rec); err != nil {
			return fmt.Errorf("read audit: %w", err)
		}
		return fn(rec)
	})
}

// A Verdict is the outcome of Verify.
type Verdict struct {
	OK      bool     `json:"ok"`
	Records int64    `json:"records"`
	Faults  []string `json:"faults"` // what is wrong and at which record
}

// Verify checks the whole record in dir: numbers without gaps, every hash, and
// that the end is the one last written.
func Verify(dir string) (Verdict, error) {
	v := Verdict{Faults: []string{}}
	prev := ""
	err := lines(dir, func(n int, raw []byte) error {
		var rec Record
		if json.Unmarshal(raw, &rec) != nil {
			v.Faults = append(v.Faults, fmt.Sprintf("line %d cannot be read", n))
			return nil
		}
		v.Records++
		if rec.N != int64(n) {
			v.Faults = append(v.Faults, fmt.Sprintf("line %d bears the number %d: records are missing or were moved", n, rec.N))
		}
		if rec.Prev != prev {
			v.Faults = append(v.Faults, fmt.Sprintf("record %d does not follow from the one before it", rec.N))
		}
		if sum, err := rec.sum(); err != nil || sum != rec.Hash {
			v.Faults = append(v.Faults, fmt.Sprintf("record %d was changed", rec.N))
		}
		prev = rec.Hash
		return nil
	})
	if err != nil {
		return v, err
	}
	h, err := readHead(dir)
	switch {
	case err != nil:
		return v, err
	case h.N > v.Records:
		v.Faults = append(v.Faults, fmt.Sprintf("the record ends at %d, but %d were written: its end is missing", v.Records, h.N))
	case h.N == v.Records && h.Hash != prev:
		v.Faults = append(v.Faults, "the last record is not the one that was written")
	}
	v.OK = len(v.Faults) == 0
	return v, nil
}

func readHead(dir string) (head, error) {
	var h head
	raw, err := os.ReadFile(filepath.Join(dir, headName))
	if errors.Is(err, os.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("read audit: %w", err)
	}
	if err := json.Unmarshal(raw, &h); err != nil {
		return h, fmt.Errorf("read %s: %w", headName, err)
	}
	return h, nil
}

func lines(dir string, fn func(n int, raw []byte) error) error {
	f, err := os.Open(filepath.Join(dir, logName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read audit: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	r := bufio.NewReader(f)
	for n := 1; ; n++ {
		raw, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read audit: %w", err)
		}
		if err := fn(n, raw); err != nil {
			return err
		}
	}
}
