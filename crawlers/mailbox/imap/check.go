package imap

import (
	"context"
	"crypto/tls"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// A Report is what a check of an account saw.
type Report struct {
	TLS          string   // such as "TLS 1.3"; "" without
	Capabilities []string // of the server, those that matter here
	Namespaces   []string // such as `shared "Public/"`
	Folders      []FolderReport
}

// A FolderReport is what a check saw of one folder.
type FolderReport struct {
	Path     string
	Messages uint32
	Uses     []string // such as \Sent
	Problem  string   // why it is not read; "" when it is
}

// Check connects, once, and looks into the account. The error says what to do
// about it.
func (s *Source) Check(ctx context.Context) (Report, error) {
	var r Report
	folders, err := s.checkServer(ctx, &r)
	if err != nil {
		return r, err
	}
	for _, f := range folders {
		if f.closed {
			continue
		}
		err := s.do(ctx, 1, func(c *connection) error {
			seen, err := look(c.client, f)
			if err == nil {
				r.Folders = append(r.Folders, seen)
			}
			return err
		})
		if err != nil {
			return r, err
		}
	}
	return r, nil
}

func (s *Source) checkServer(ctx context.Context, r *Report) (folders []folder, err error) {
	err = s.do(ctx, 1, func(c *connection) error {
		if c.version != 0 {
			r.TLS = tls.VersionName(c.version)
		}
		caps := c.client.Caps()
		for _, cap := range []imap.Cap{imap.CapESearch, imap.CapNamespace, imap.CapSpecialUse, imap.CapCondStore, imap.CapQResync, imap.CapACL} {
			if caps.Has(cap) {
				r.Capabilities = append(r.Capabilities, string(cap))
			}
		}
		if caps.Has(imap.CapNamespace) {
			spaces, err := c.client.Namespace().Wait()
			if err != nil && !refused(err) {
				return err
			}
			r.Namespaces = append(named("other users'", spaces.Other), named("shared", spaces.Shared)...)
		}
		list, err := listAll(c.client)
		if err == nil {
			folders, err = s.choose(list)
		}
		return err
	})
	return folders, err
}

func named(kind string, spaces []imap.NamespaceDescriptor) (out []string) {
	for _, n := range spaces {
		out = append(out, fmt.Sprintf("%s %q", kind, decodeName(n.Prefix)))
	}
	return out
}

// look asks for rights and numbers, without opening the folder.
func look(client *imapclient.Client, f folder) (FolderReport, error) {
	r := FolderReport{Path: f.path, Problem: f.excluded}
	for _, u := range f.uses {
		if slices.Contains(special, u) {
			r.Uses = append(r.Uses, string(u))
		}
	}
	if client.Caps().Has(imap.CapACL) {
		rights, err := client.MyRights(f.name).Wait()
		if err != nil && !refused(err) {
			return r, err
		}
		if err == nil && !strings.ContainsRune(string(rights.Rights), 'r') && r.Problem == "" {
			r.Problem = "the account lacks the right to read it"
		}
	}
	status, err := client.Status(f.name, &imap.StatusOptions{NumMessages: true}).Wait()
	switch {
	case refused(err):
		if r.Problem == "" {
			r.Problem = "the mail server does not let this folder be read"
		}
		return r, nil
	case err != nil:
		return r, err
	case status.NumMessages != nil:
		r.Messages = *status.NumMessages
	}
	return r, nil
}

var special = []imap.MailboxAttr{
	imap.MailboxAttrAll, imap.MailboxAttrArchive, imap.MailboxAttrDrafts, imap.MailboxAttrFlagged, imap.MailboxAttrJunk, imap.MailboxAttrSent, imap.MailboxAttrTrash,
}

// listed is how many folders String names.
const listed = 50

// String says it in words, a folder a line.
func (r Report) String() string {
	var b strings.Builder
	total, bad := uint64(0), 0
	for _, f := range r.Folders {
		if f.Problem == "" {
			total += uint64(f.Messages)
		} else {
			bad++
		}
	}
	line := r.TLS
	if line == "" {
		line = "NO encryption"
	}
	fmt.Fprintf(&b, "the account can be read, with %s; mail folders: %d, messages: %d", line, len(r.Folders)-bad, total)
	if bad > 0 {
		fmt.Fprintf(&b, "; folders not read: %d", bad)
	}
	if len(r.Capabilities) > 0 {
		fmt.Fprintf(&b, "\n  the server offers %s", strings.Join(r.Capabilities, ", "))
	}
	if len(r.Namespaces) > 0 {
		fmt.Fprintf(&b, "\n  namespaces: %s", strings.Join(r.Namespaces, ", "))
	}
	for i, f := range r.Folders {
		if i == listed {
			fmt.Fprintf(&b, "\n  and %d more", len(r.Folders)-listed)
			break
		}
		fmt.Fprintf(&b, "\n  %s", strings.Join(append([]string{f.Path}, f.Uses...), " "))
		if f.Problem != "" {
			fmt.Fprintf(&b, ": not read, %s", f.Problem)
		} else {
			fmt.Fprintf(&b, ": %d", f.Messages)
		}
	}
	return b.String()
}
