package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"sarsen/redact/tagger"
	"sarsen/testdata/council"
)

// The council that is learned from is another one than those that are measured:
// by its seed, and so by its people and places.
const (
	councilSeed   = 7301
	councilDocs   = 400
	councilWeight = 0.4
	// Longer texts are tables that repeat themselves.
	longestCouncil = 6000
)

// councils returns lessons of an invented council's messages and plain texts,
// labelled by its key.
func councils() ([]lesson, error) {
	dir, err := os.MkdirTemp("", "council")
	if err != nil {
		return nil, fmt.Errorf("make council: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // scratch
	key, err := council.Generate(dir, council.Options{Docs: councilDocs, Seed: councilSeed, Hard: true})
	if err != nil {
		return nil, fmt.Errorf("make council: %w", err)
	}
	var ls []lesson
	seen := map[string]bool{}
	for _, item := range key.Items {
		if item.Part != "" || item.State != "" || item.Format != "eml" && item.Format != "txt" {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(item.Path)))
		if err != nil {
			return nil, fmt.Errorf("read council: %w", err)
		}
		text := string(raw)
		if item.Format == "eml" {
			text = messageText(raw)
		}
		text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		if text == "" || len(text) > longestCouncil || seen[text] || !utf8.ValidString(text) {
			continue
		}
		seen[text] = true
		ls = append(ls, keyed(text, item.Mentions))
	}
	return ls, nil
}

// messageText returns the body of a message of one plain part, "" of others.
func messageText(raw []byte) string {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil || !strings.HasPrefix(m.Header.Get("Content-Type"), "text/plain") {
		return ""
	}
	r := m.Body
	switch strings.ToLower(m.Header.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return ""
	}
	return string(b)
}

// institution is a run of capitals that the key does not tell: an organisation
// or a street by itself.
var institution = regexp.MustCompile(`(?:\p{Lu}[\pL'’.&-]*[ \t]+)+(?:Council|School|Primary|Academy|Surgery|Trust|Ltd|Police|Hospital|Court|Road|Street|Close|Lane|Avenue|Terrace|Drive|Park|House|Centre|Church|Association|Practice|Solicitors)\b`)

// keyed marks what the key of a council says is written in the text, wherever
// it stands, broken over lines too.
func keyed(text string, mentions []council.Mention) lesson {
	l := lesson{Text: text, Weight: councilWeight}
	byLength := append([]council.Mention(nil), mentions...)
	sort.SliceStable(byLength, func(i, j int) bool { return len(byLength[i].Text) > len(byLength[j].Text) })
	for _, m := range byLength {
		label := map[string]tagger.Label{"person": tagger.Person, "address": tagger.Address}[m.Kind]
		if label == tagger.None || m.Field != "" {
			continue
		}
		words := strings.Fields(m.Text)
		for i, w := range words {
			words[i] = regexp.QuoteMeta(w)
		}
		at, err := regexp.Compile(`(?:^|[^\pL\pN])(` + strings.Join(words, `[\s>]+`) + `)(?:$|[^\pL\pN])`)
		if err != nil {
			continue // a mention that is no text
		}
		for _, x := range at.FindAllStringSubmatchIndex(text, -1) {
			l.add(x[2], x[3], label)
		}
	}
	for _, x := range institution.FindAllStringIndex(text, -1) {
		if !l.addressed(x[0]) && !l.addressed(x[1]-1) {
			l.forget(x[0], x[1])
		}
	}
	l.titles()
	return l
}
