// Package directory learns from one document whom it names where a name is sure
// to stand: before an e-mail address, in a table with a column of names, in a
// signature.
//
// It promises that the same document gives the same entries, sorted, each once;
// that a mailbox of a team, a body or a post is not taken for a person; and that
// no document gives more than Most. It refuses names of one word, and what is
// only likely to be a name: a wrong entry would be found in every text. It keeps
// nothing and says nothing of whose staff somebody is.
package directory

import (
	"cmp"
	"slices"

	"sarsen/redact/people"
	"sarsen/redact/recognise"
)

// Version numbers what Learn makes of a document. With another one all documents
// are learned from again.
//
//	1  first
const Version = 1

// Most is how many entries one document gives at most: a register of the whole
// town is no directory.
const Most = 5000

// A Doc is a text with what is known of its parts, sorted by Start, outer ones
// first.
type Doc struct {
	Text  string
	Hints []recognise.Hint
}

// Learn returns whom a document names. Items of each entry is 1.
func Learn(d Doc) []people.Entry {
	l := learner{doc: d, seen: make(map[people.Entry]bool)}
	l.fields()
	l.angles()
	l.tables()
	l.signatures()
	slices.SortFunc(l.out, func(a, b people.Entry) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Email, b.Email), cmp.Compare(a.Post, b.Post), listed(a)-listed(b))
	})
	return l.out
}

func listed(e people.Entry) int {
	if e.Listed {
		return 1
	}
	return 0
}

// A learner collects the entries of one document.
type learner struct {
	doc  Doc
	out  []people.Entry
	seen map[people.Entry]bool
}

func (l *learner) add(e people.Entry) {
	e.Items = 1
	if e.Name == "" || len(l.out) >= Most || l.seen[e] {
		return
	}
	l.seen[e] = true
	l.out = append(l.out, e)
}
