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
	"strconv"
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

// Broken is the act that Open records when the log and its head do not agree:
// its facts are the number and hash that the head claimed, and the number
// found. It makes the fault last: Verify reports it for ever after.
const Broken = "audit.broken"

// Log is the record in a folder. It is safe for concurrent use by one process.
type Log struct {
	mu   sync.Mutex
	file *os.File
	dir  string
	size int64 // of the whole lines, in bytes
	head head
}

const logName = "audit.jsonl"

// Open opens the record in dir, making both files when there is none. A last
// line that was cut off by a crash is removed: its act was never begun, since
// acts are recorded first. When the log is neither what the head says nor one
// record longer, as a crash between the two leaves it, Open records the act
// Broken, and the program goes on.
func Open(dir string) (*Log, error) {
	f, err := os.OpenFile(filepath.Join(dir, logName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open audit: %w", err)
	}
	l := &Log{file: f, dir: dir}
	if err := l.load(); err != nil {
		return nil, errors.Join(fmt.Errorf("open audit: %w", err), f.Close())
	}
	return l, nil
}

// load takes up the log where its whole lines end, and compares it with the
// head.
func (l *Log) load() error {
	last, err := l.read()
	if err != nil {
		return err
	}
	if err := l.file.Truncate(l.size); err != nil {
		return err
	}
	kept, err := readHead(l.dir)
	switch {
	case errors.Is(err, os.ErrNotExist) && l.size == 0:
		return l.head.save(l.dir)
	case errors.Is(err, os.ErrNotExist), errors.Is(err, errHead):
		return l.Append(broken(head{}, l.head))
	case err != nil:
		return err
	case kept == l.head:
		return nil
	case kept.N == l.head.N-1 && kept.Hash == last.Prev:
		return l.head.save(l.dir)
	}
	return l.Append(broken(kept, l.head))
}

// broken is the act that keeps what the head claimed. A head that is missing
// or cannot be read claims number 0.
func broken(kept, found head) Record {
	return Record{At: time.Now(), By: "agent", Act: Broken, Facts: map[string]string{
		"expected": strconv.FormatInt(kept.N, 10),
		"hash":     kept.Hash,
		"found":    strconv.FormatInt(found.N, 10),
	}}
}

// read finds the last record and the size of all whole lines.
func (l *Log) read() (last Record, err error) {
	r := bufio.NewReader(l.file)
	for {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			l.head = head{N: last.N, Hash: last.Hash}
			return last, nil
		}
		if err != nil {
			return last, err
		}
		l.size += int64(len(line))
		var rec Record
		if json.Unmarshal(line, &rec) == nil {
			last = rec
		}
	}
}

// Append records an act; it is on disk when Append returns. Append before the
// act itself: what cannot be recorded must not be done. After an error the
// act is not on the record.
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
	line = append(line, '\n')
	next := head{N: rec.N, Hash: rec.Hash}
	_, err = l.file.WriteAt(line, l.size)
	if err == nil {
		err = l.file.Sync()
	}
	if err == nil {
		err = next.save(l.dir)
	}
	if err != nil { // as on a full disk: no half line, and no line without its head
		return errors.Join(fmt.Errorf("record act: %w", err), l.file.Truncate(l.size))
	}
	l.size += int64(len(line))
	l.head = next
	return nil
}

// Snapshot copies both files to dir, which must not have them, as they stand
// between two acts.
func (l *Log) Snapshot(dir string) (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f, err := os.OpenFile(filepath.Join(dir, logName), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("copy audit: %w", err)
	}
	_, err = io.Copy(f, io.NewSectionReader(l.file, 0, l.size))
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("copy audit: %w", err)
	}
	if err := l.head.save(dir); err != nil {
		return fmt.Errorf("copy audit: %w", err)
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
