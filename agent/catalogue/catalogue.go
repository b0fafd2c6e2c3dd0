// Package catalogue stores what is known of every item: where it lies, its
// state, its canonical text. All of it can be rebuilt from the sources.
//
// It knows nothing of requests and nothing of the index, but keeps for every
// item whether the index has it as it stands here.
package catalogue

import (
	"crypto/sha256"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"sarsen/agent/sqlite"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// ErrNotFound is returned where an item is asked for that is not there.
var ErrNotFound = errors.New("no such item")

// Store is the catalogue. It is safe for concurrent use; writes take turns.
type Store struct {
	db  *sql.DB
	enc *zstd.Encoder
	dec *zstd.Decoder

	known  recall
	byHand func(sha256 string) string // see SetByHand
	namer  func(Text) []Named         // see SetNamer
}

// Open opens the catalogue at path, and makes it when there is none.
func Open(path string) (*Store, error) {
	db, err := sqlite.Open(path, migrations)
	if err != nil {
		return nil, err
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db, enc: enc, dec: dec}, nil
}

// Close closes the catalogue.
func (s *Store) Close() error {
	s.dec.Close()
	return errors.Join(s.enc.Close(), s.db.Close())
}

// Check runs SQLite's own test of the file.
func (s *Store) Check() error {
	var answer string
	if err := s.db.QueryRow("PRAGMA quick_check").Scan(&answer); err != nil {
		return fmt.Errorf("check catalogue: %w", err)
	}
	if answer != "ok" {
		return errors.New("check catalogue: the file is damaged; move it away and crawl again")
	}
	return nil
}

// ItemID derives the ID of an item from its place. The same place has the same
// ID in every catalogue.
func ItemID(source, key, part string) string {
	sum := sha256.Sum256([]byte(source + "\x00" + key + "\x00" + part))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// JoinPart puts the place of an entry and the place inside it together.
func JoinPart(entry, inner string) string {
	if entry == "" || inner == "" {
		return entry + inner
	}
	return entry + "/" + inner
}

// An Item is a row of the catalogue, without its text.
type Item struct {
	ID                   string
	Source, Path, Part   string
	Parent, Family       string // item IDs; Family is the item's own ID for a family of one
	Name                 string
	MediaType            string
	Title, Author, Owner string
	Created, Modified    time.Time
	State                crawlers.State
	Reason               string
	Pages                int
	Size                 int64
	SHA256               string
	TextHash             string
	MessageID            string
	Mail                 *documents.Mail
	Vanished             bool
	EntryKey             string
	EntrySHA256          string
}

// Date is the date an officer would give the item: a message's own, else when
// it was last modified, else created.
func (i Item) Date() time.Time {
	switch {
	case i.Mail != nil && !i.Created.IsZero():
		return i.Created
	case !i.Modified.IsZero():
		return i.Modified
	}
	return i.Created
}

// Label is what to call the item on a screen: title, else name, else path.
func (i Item) Label() string {
	for _, s := range []string{i.Title, i.Name, i.Part, i.Path} {
		if strings.TrimSpace(s) != "" {
			return strings.TrimSpace(s)
		}
	}
	return i.ID
}
