// Package maildir knows what a Maildir looks like: a folder with the folders
// cur, new and tmp, in which each file of cur and new is a message. The
// folders of Maildir++ (".Sent" and so on) have the same three inside and are
// met by walking on.
//
// It only reads names. Unlike a mail program it never moves a message from new
// to cur, and never sets a flag.
package maildir

import (
	"runtime"
	"strings"
)

// Layout makes a Maildir one kind of mail store for a source of files.
type Layout struct{}

// Is reports whether a folder is a Maildir. folder tells which folders it has.
func (Layout) Is(folder func(name string) bool) bool {
	return folder("cur") && folder("new") && folder("tmp")
}

// Places lists the folders that hold messages.
func (Layout) Places() []string { return []string{"cur", "new"} }

// Key returns the name by which a message is known wherever in the Maildir it
// lies and whatever flags it carries, such as "cur/1700000000.M1P2.host". It
// is false for files that are no messages: names that begin with '.', and all
// that is neither in cur nor in new.
func (Layout) Key(child, name string) (string, bool) {
	if child != "cur" && child != "new" || strings.HasPrefix(name, ".") {
		return "", false
	}
	return "cur/" + unique(name), true
}

// unique cuts the flags off a name. Where ':' is not allowed in names, mail
// programs write ';' or '!'.
func unique(name string) string {
	seps := []string{":2,", ":1,"}
	if runtime.GOOS == "windows" {
		seps = append(seps, ";2,", "!2,", "-2,")
	}
	for _, sep := range seps {
		if i := strings.LastIndex(name, sep); i >= 0 {
			return name[:i]
		}
	}
	return name
}
