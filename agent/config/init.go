package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
)

// ErrExists is returned by Write for a file that is there already.
var ErrExists = errors.New("already exists; --force overwrites it")

const head = `# sarsen's configuration. Relative paths start at this file's folder.

# Index, catalogue, register and holds. Readable by its owner only; keep it on
# an encrypted disk.
data: %s

# As they shall stand in the pack:
# organisation: Thornmere Council
# contact: Data Protection Officer, dpo@thornmere.gov.example

# Bank holidays of: england-and-wales, scotland or northern-ireland.
# jurisdiction: england-and-wales

# The council's own mail domains, predecessors' too. Who writes from them is staff.
# domains: [thornmere.gov.example]

# The council's switchboard and service numbers: nobody's own.
# phones: ["01632 960000"]

# What is never marked: published names and numbers, addresses of offices.
# never_mark: ["Civic Centre, High Street, Thornmere"]

# The council's own reference formats (see README, "Rules"); 'sarsen rules suggest'
# proposes some from what was crawled. Such a file reads:
#   rules:
#     - {id: council-tax, kind: reference, description: council tax account,
#        labels: [council tax, account number], regexp: '5\d{8}', score: 0.9,
#        match: ["council tax 512345678"], nomatch: ["council tax 2024/25"]}
# rules: ./rules.yaml

# Who can open what was withheld (in the case file): a file of age recipients, one
# a line. Without it, a key that sarsen keeps in the data folder.
# case_recipients: ./recipients.txt

# What a gate that is still open does to a release (health, social work and
# other data that the law protects more; see README, "Gates"): warn or stop.
# gates: warn

# Limits of the processes that read documents.
# workers: {count: 2, memory: 384MB, time: 60s}

# Pictures and scanned pages are read by tesseract, when it is installed, after
# everything else.
# ocr: {languages: [eng, cym], dpi: 300, time: 120s, off: false}

# Where to look. A location is a folder, a mail file (mbox, Maildir, PST) or any
# other file, smb://user@server/share/folder, or imaps://user@server.
sources:
`

const sourceTail = `    # schedule: "0 2 * * *"      # cron; or "@every 4h", or never
    # exclude: ["*.tmp"]         # what is left out is counted as excluded
    # document_passwords: ./passwords.txt   # one a line, tried on encrypted files
    # What a requester is told about this source, and what decides whether its
    # data can be moved elsewhere (portability):
    # purpose: letting and repairing homes
    # lawful_basis: public task   # consent, contract, legal obligation, vital interests,
    #                             # public task, recognised legitimate interest, legitimate interests
    # categories: [contact details, rent]
    # recipients: [repair contractors]
    # retention: six years after the tenancy ends
    # origin: the tenant
    # automated: yes              # whether it is processed by machine: yes or no
    # automated_decisions: none
    # transfers: none
    # nature: provided            # by the person; or observed, or derived (worked out by the council)
    # fields:                     # columns of tables that differ, by heading or pattern
    #   "Rent band": derived
    #   "Meter *": {nature: observed, meaning: what the meter showed}
    # notes: ask the housing office about arrears
`

// Write writes a commented configuration with the given data folder and
// locations to path.
func Write(path, data string, locations []string, force bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, head, scalar(data))
	names := map[string]bool{}
	for _, l := range locations {
		name := nameFor(l, names)
		fmt.Fprintf(&b, "  - name: %s\n    location: %s\n%s", scalar(name), scalar(l), sourceTail)
		if strings.HasPrefix(l, "imaps:") || strings.HasPrefix(l, "smb:") {
			b.WriteString("    password_file: ./password   # a file that only sarsen's user can read\n")
		}
	}
	if len(locations) == 0 {
		b.WriteString("  # - name: shares\n  #   location: ./shares\n")
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(filepath.Clean(path), flags, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("write %s: %w", path, ErrExists)
	}
	if err != nil {
		return fmt.Errorf("write configuration: %w", err)
	}
	_, err = f.WriteString(b.String())
	return errors.Join(err, f.Close())
}

// scalar writes s as YAML on one line.
func scalar(s string) string {
	raw, err := yaml.Marshal(s)
	if err != nil {
		return fmt.Sprintf("%q", s)
	}
	return strings.TrimRight(string(raw), "\n")
}

// nameFor makes a short name for a location that is not taken yet.
func nameFor(location string, taken map[string]bool) string {
	base := location
	if _, rest, ok := strings.Cut(location, "://"); ok {
		base = strings.TrimRight(rest, "/")
		if _, host, ok := strings.Cut(base, "@"); ok {
			base = host
		}
		base = strings.ReplaceAll(base, "/", "-")
	} else {
		base = strings.TrimSuffix(filepath.Base(filepath.Clean(base)), filepath.Ext(base))
	}
	if base == "" || base == "." || base == ".." || base == string(filepath.Separator) {
		base = "files"
	}
	name := base
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	taken[name] = true
	return name
}

// Describe adds the council's name, contact and mail domains to a
// configuration that does not name them.
func Describe(path, organisation, contact string, domains []string) (err error) {
	raw, err := yaml.Marshal(struct {
		Organisation string   `yaml:"organisation"`
		Contact      string   `yaml:"contact"`
		Domains      []string `yaml:"domains"`
	}{organisation, contact, domains})
	if err != nil {
		return fmt.Errorf("write configuration: %w", err)
	}
	f, err := os.OpenFile(filepath.Clean(path), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("write configuration: %w", err)
	}
	_, err = f.Write(append([]byte("\n"), raw...))
	return errors.Join(err, f.Close())
}
