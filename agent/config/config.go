// Package config is sarsen.yaml: what it may hold, its defaults, and how it is
// found, checked and written.
//
// Unknown keys and values that cannot be are refused with their line. Secrets
// never stand in the file: it names the file or the environment variable that
// holds them.
package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/robfig/cron/v3"
)

// Config is the whole of sarsen.yaml. Paths are absolute once loaded.
type Config struct {
	// Data is the folder of index, catalogue, register and holds.
	Data string `yaml:"data"`
	// Organisation is the council's name as it stands in the pack.
	Organisation string `yaml:"organisation"`
	// Contact is where the requester may write to: the data protection
	// officer's address or e-mail.
	Contact string `yaml:"contact"`
	// Jurisdiction decides the bank holidays: england-and-wales (default),
	// scotland or northern-ireland.
	Jurisdiction string `yaml:"jurisdiction"`
	// Domains are the council's own mail domains, predecessors' ones too:
	// people who write from them are staff.
	Domains []string `yaml:"domains"`
	// Phones are the council's switchboard and service numbers.
	Phones []string `yaml:"phones"`
	// NeverMark are values that are never marked as somebody's: published names
	// and numbers, addresses of offices.
	NeverMark []string `yaml:"never_mark"`
	// Rules is a file of the council's own reference formats.
	Rules string `yaml:"rules"`
	// Holidays are further bank holidays, YYYY-MM-DD.
	Holidays []string `yaml:"holidays"`
	// CaseRecipients is a file of age recipients, one a line: who can open what
	// was withheld, in the case file. "" for a key of the council's own.
	CaseRecipients string `yaml:"case_recipients"`
	// Gates says what an unanswered gate does to a release: warn (default) or
	// stop. A gate is a question of the law that words of an item raise.
	Gates string `yaml:"gates"`

	Workers Workers  `yaml:"workers"`
	OCR     OCR      `yaml:"ocr"`
	Sources []Source `yaml:"sources"`

	// File is where the configuration was read from; "" for none.
	File string `yaml:"-"`
}

// Workers are the limits of the processes that read documents.
type Workers struct {
	Count  int           `yaml:"count"`  // how many; default: one for each core, at most 4
	Memory Size          `yaml:"memory"` // of each; default 384 MB
	Time   time.Duration `yaml:"time"`   // for one file or message; default 60s
}

// OCR says how pictures and scanned pages are read, by tesseract.
type OCR struct {
	// Languages are tesseract's names; default eng. For Wales [eng, cym].
	Languages []string `yaml:"languages"`
	// DPI is the resolution at which scanned pages are drawn; default 300.
	DPI int `yaml:"dpi"`
	// Time is the limit for one page; default 120s.
	Time time.Duration `yaml:"time"`
	// Off leaves pictures and scans unread, and other programs unused.
	Off bool `yaml:"off"`
}

// Source is one place to crawl.
type Source struct {
	Name     string   `yaml:"name"`
	Location string   `yaml:"location"`
	Schedule string   `yaml:"schedule"` // cron expression or "@every 4h"; default every night at two
	Include  []string `yaml:"include"`  // patterns; everything when empty
	Exclude  []string `yaml:"exclude"`
	MaxSize  Size     `yaml:"max_size"` // larger files are listed as too_large; default 512 MB

	PasswordFile string `yaml:"password_file"` // of the mailbox or share
	PasswordEnv  string `yaml:"password_env"`
	CAFile       string `yaml:"ca_file"`     // certificates to trust beside the system's
	Insecure     bool   `yaml:"insecure"`    // no TLS, no signing: for a server on this machine only
	Guest        bool   `yaml:"guest"`       // of a share that is open to everybody: log in without an account
	TLS          string `yaml:"tls"`         // "starttls" for imap://, which is then encrypted like imaps://
	OAuth        *OAuth `yaml:"oauth"`       // of a mailbox, instead of a password
	Connections  int    `yaml:"connections"` // to a mail server at a time; default 2
	// DocumentPasswords is a file with a password a line, tried on encrypted documents.
	DocumentPasswords string `yaml:"document_passwords"`

	// What the requester is told under Art 15(1), and what decides whether data
	// can be ported (Art 20): this needs consent or contract, processing by
	// machine, and data that was provided by or observed of the person.
	Purpose     string   `yaml:"purpose"`
	LawfulBasis Basis    `yaml:"lawful_basis"`
	Categories  []string `yaml:"categories"`
	Recipients  []string `yaml:"recipients"`
	Retention   string   `yaml:"retention"`
	Origin      string   `yaml:"origin"`
	Automated   Answer   `yaml:"automated"` // whether it is processed by machine
	// AutomatedDecisions says what is decided without a person.
	AutomatedDecisions string `yaml:"automated_decisions"`
	Transfers          string `yaml:"transfers"`
	Nature             Nature `yaml:"nature"`
	// Fields are columns of its tables, by heading or pattern (* and ?).
	Fields map[string]FieldRule `yaml:"fields"`
	Notes  string               `yaml:"notes"` // what else a requester should know
}

// OAuth says how a mailbox is opened with tokens, as Microsoft 365 wants it.
type OAuth struct {
	Flow             string   `yaml:"flow"` // client_credentials, or device_code: a person logs in once with 'sarsen source login'
	Tenant           string   `yaml:"tenant"`
	ClientID         string   `yaml:"client_id"`
	ClientSecretFile string   `yaml:"client_secret_file"`
	ClientSecretEnv  string   `yaml:"client_secret_env"`
	TokenURL         string   `yaml:"token_url"` // these three default to Microsoft's
	DeviceURL        string   `yaml:"device_url"`
	Scopes           []string `yaml:"scopes"`
}

// DefaultSchedule is when a source is crawled that names no schedule.
const DefaultSchedule = "0 2 * * *"

// ErrNone is returned by Find when there is no configuration anywhere.
var ErrNone = errors.New("no sarsen.yaml found: make one with 'sarsen init --data ./data --source ./shares', or name one with --config")

// Find returns the path of the configuration: the one given, else
// ./sarsen.yaml, else the user's, else the system's.
func Find(given string) (string, error) {
	if given != "" {
		return given, nil
	}
	places := []string{"sarsen.yaml"}
	if dir, err := os.UserConfigDir(); err == nil {
		places = append(places, filepath.Join(dir, "sarsen", "sarsen.yaml"))
	}
	places = append(places, "/etc/sarsen/sarsen.yaml")
	for _, p := range places {
		if _, err := os.Stat(p); err == nil {
			return p, nil
		}
	}
	return "", ErrNone
}

// Load reads the configuration at path. The error names file, line and what
// would be right.
func Load(path string) (Config, error) {
	raw, err := os.ReadFile(filepath.Clean(path))
	if errors.Is(err, os.ErrNotExist) {
		return Config{}, fmt.Errorf("no configuration at %s: make one with 'sarsen init', or name another with --config", path)
	}
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	c, err := Parse(raw, filepath.Dir(abs))
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	c.File = abs
	return c, nil
}

// Parse reads a configuration whose relative paths start at dir.
func Parse(raw []byte, dir string) (Config, error) {
	var c Config
	if err := Strict(raw, &c); err != nil {
		return Config{}, err
	}
	if err := c.complete(dir); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Strict reads YAML or JSON into v and refuses unknown keys. The error names
// line and column and shows the place. The reader panics on some texts that
// are no YAML; that is an error like any other.
func Strict(raw []byte, v any) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("this is not YAML")
		}
	}()
	if err := yaml.UnmarshalWithOptions(raw, v, yaml.Strict()); err != nil {
		return errors.New(strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	return nil
}

// complete fills in defaults, makes paths absolute and checks everything.
func (c *Config) complete(dir string) error {
	if c.Data == "" {
		return errors.New("data: missing; name the folder for index, catalogue and register, such as ./data")
	}
	c.Data = absolute(dir, c.Data)
	for _, p := range []*string{&c.Rules, &c.CaseRecipients} {
		if *p != "" {
			*p = absolute(dir, *p)
		}
	}
	switch c.Jurisdiction {
	case "":
		c.Jurisdiction = "england-and-wales"
	case "england-and-wales", "scotland", "northern-ireland":
	default:
		return fmt.Errorf("jurisdiction: %q is none of england-and-wales, scotland, northern-ireland", c.Jurisdiction)
	}
	switch c.Gates {
	case "":
		c.Gates = "warn"
	case "warn", "stop":
	default:
		return fmt.Errorf("gates: %q is neither warn nor stop", c.Gates)
	}
	for _, d := range c.Domains {
		if !domain.MatchString(d) || slices.Contains(shared, strings.ToLower(strings.Trim(d, "@."))) {
			return fmt.Errorf("domains: %q is no mail domain of one council, write it in full, such as thornmere.gov.example", d)
		}
	}
	for _, p := range c.Phones {
		if !phone.MatchString(p) {
			return fmt.Errorf("phones: %q is no telephone number, write it in full, such as \"01632 960000\"", p)
		}
	}
	for _, h := range c.Holidays {
		if _, err := time.Parse(time.DateOnly, h); err != nil {
			return fmt.Errorf("holidays: %q is not a date, write YYYY-MM-DD", h)
		}
	}
	if c.Workers.Count < 0 || c.Workers.Memory < 0 || c.Workers.Time < 0 {
		return errors.New("workers: limits cannot be negative")
	}
	c.Workers = c.Workers.withDefaults()
	if err := c.OCR.complete(); err != nil {
		return fmt.Errorf("ocr: %w", err)
	}
	names := map[string]bool{}
	for i := range c.Sources {
		s := &c.Sources[i]
		if err := s.complete(dir); err != nil {
			return fmt.Errorf("sources, number %d: %w", i+1, err)
		}
		if names[s.Name] {
			return fmt.Errorf("sources: two are called %q; names must differ", s.Name)
		}
		names[s.Name] = true
	}
	return nil
}

// domain is a mail domain of two labels or more, with or without the @ before it.
var domain = regexp.MustCompile(`^@?(?i:[\pL\d-]+\.)+[\pL\d-]{2,}$`)

// shared are domains below which others write, too: whose mail comes from one is
// not the council's staff for that.
var shared = []string{
	"gov.uk", "org.uk", "co.uk", "ac.uk", "sch.uk", "nhs.uk", "police.uk", "me.uk", "gov.scot", "gov.wales", "llyw.cymru", "gov.im", "nhs.net",
	"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "aol.com", "btinternet.com",
}

// phone is a whole telephone number, in any grouping.
var phone = regexp.MustCompile(`^\+?(?:[ ()-]*\d){9,15}$`)

// language is what tesseract calls a language or a script.
var language = regexp.MustCompile(`^[A-Za-z]+(_[A-Za-z]+)*$`)

func (o *OCR) complete() error {
	for _, l := range o.Languages {
		if !language.MatchString(l) {
			return fmt.Errorf("languages: %q is not the name of a language, such as eng or cym", l)
		}
	}
	if len(o.Languages) == 0 {
		o.Languages = []string{"eng"}
	}
	if o.DPI == 0 {
		o.DPI = 300
	}
	if o.DPI < 70 || o.DPI > 1200 {
		return fmt.Errorf("dpi: %d is not between 70 and 1200; 300 suits most", o.DPI)
	}
	if o.Time < 0 {
		return errors.New("time: cannot be negative")
	}
	if o.Time == 0 {
		o.Time = 2 * time.Minute
	}
	return nil
}

func (s *Source) complete(dir string) error {
	if s.Name == "" {
		return errors.New("name: missing")
	}
	if s.Location == "" {
		return fmt.Errorf("%s: location: missing; a folder, a mail store, smb://user@server/share or imaps://user@server", s.Name)
	}
	if !strings.Contains(s.Location, "://") {
		s.Location = absolute(dir, s.Location)
	}
	for _, p := range []*string{&s.PasswordFile, &s.CAFile, &s.DocumentPasswords} {
		if *p != "" {
			*p = absolute(dir, *p)
		}
	}
	for _, p := range append(append([]string{}, s.Include...), s.Exclude...) {
		if _, err := filepath.Match(p, ""); err != nil {
			return fmt.Errorf("%s: pattern %q is not well formed", s.Name, p)
		}
	}
	if err := errors.Join(s.completeMail(dir), s.completeProcessing()); err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	if s.MaxSize < 0 {
		return fmt.Errorf("%s: max_size: cannot be negative", s.Name)
	}
	if s.MaxSize == 0 {
		s.MaxSize = 512 << 20
	}
	if s.Schedule == "" {
		s.Schedule = DefaultSchedule
	}
	if s.Schedule != "never" {
		if _, err := cron.ParseStandard(s.Schedule); err != nil {
			return fmt.Errorf("%s: schedule: %q is neither a cron expression (such as %q) nor \"@every 4h\" nor \"never\"", s.Name, s.Schedule, DefaultSchedule)
		}
	}
	return nil
}

func (s *Source) completeMail(dir string) error {
	if s.TLS != "" && s.TLS != "starttls" {
		return fmt.Errorf("tls: %q is not starttls; imaps:// is encrypted by itself", s.TLS)
	}
	if s.Connections < 0 || s.Connections > 32 {
		return errors.New("connections: between 1 and 32")
	}
	if s.OAuth == nil {
		return nil
	}
	if s.OAuth.Flow != "client_credentials" && s.OAuth.Flow != "device_code" {
		return fmt.Errorf("oauth: flow: %q is neither client_credentials nor device_code", s.OAuth.Flow)
	}
	if s.OAuth.ClientSecretFile != "" {
		s.OAuth.ClientSecretFile = absolute(dir, s.OAuth.ClientSecretFile)
	}
	return nil
}

func absolute(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// Password returns the secret of a source, "" when none is named.
func (s Source) Password() (string, error) {
	return s.secret(s.PasswordEnv, s.PasswordFile, "password_file")
}

// ClientSecret returns that of the source's OAuth application, "" when none is
// named.
func (s Source) ClientSecret() (string, error) {
	if s.OAuth == nil {
		return "", nil
	}
	return s.secret(s.OAuth.ClientSecretEnv, s.OAuth.ClientSecretFile, "client_secret_file")
}

func (s Source) secret(env, file, key string) (string, error) {
	switch {
	case env != "":
		v, ok := os.LookupEnv(env)
		if !ok {
			return "", fmt.Errorf("source %s: environment variable %s is not set", s.Name, env)
		}
		return v, nil
	case file != "":
		raw, err := os.ReadFile(filepath.Clean(file))
		if err != nil {
			return "", fmt.Errorf("source %s: %s: %w", s.Name, key, err)
		}
		return strings.TrimRight(string(raw), "\r\n"), nil
	}
	return "", nil
}

// Passwords returns the lines of DocumentPasswords.
func (s Source) Passwords() ([]string, error) {
	if s.DocumentPasswords == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(s.DocumentPasswords)
	if err != nil {
		return nil, fmt.Errorf("source %s: document_passwords: %w", s.Name, err)
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			out = append(out, line)
		}
	}
	return out, nil
}

// Passwords returns those of all sources.
func (c Config) Passwords() ([]string, error) {
	var out []string
	for _, s := range c.Sources {
		more, err := s.Passwords()
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// Default returns a configuration with every default and no source.
func Default(data string) Config {
	c := Config{Data: data, Jurisdiction: "england-and-wales", Workers: Workers{}.withDefaults()}
	_ = c.OCR.complete() // nothing in it can be wrong
	return c
}

// Source returns the source of that name.
func (c Config) Source(name string) (Source, bool) {
	for _, s := range c.Sources {
		if s.Name == name {
			return s, true
		}
	}
	return Source{}, false
}
