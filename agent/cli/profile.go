package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/config"
	"sarsen/agent/request"
)

// profileFile is a request as a file gives it: the profile with right and day.
type profileFile struct {
	Right           request.Right `yaml:"right"`
	Received        string        `yaml:"received"`
	request.Profile `yaml:",inline"`
}

// profileFlags fill a profile from the command line.
type profileFlags struct {
	file, right, received, nino, nhs string
	identifiers                      map[string]string
	profile                          request.Profile
}

func (f *profileFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.file, "profile", "", "JSON or YAML `file` with right, received and profile; - for standard input")
	flags.StringVar(&f.received, "received", "", "day of receipt, `YYYY-MM-DD` (default today)")
	flags.StringArrayVar(&f.profile.Names, "name", nil, "`name` as the person gives it; may be repeated, as all of these")
	flags.StringArrayVar(&f.profile.FormerNames, "former-name", nil, "maiden or former `name`")
	flags.StringArrayVar(&f.profile.Nicknames, "nickname", nil, "`name` they are called by")
	flags.StringVar(&f.profile.DateOfBirth, "date-of-birth", "", "`YYYY-MM-DD`")
	flags.StringVar(&f.profile.DateOfBirth, "dob", "", "same as --date-of-birth")
	flags.StringArrayVar(&f.profile.Addresses, "address", nil, "`address` on one line")
	flags.StringArrayVar(&f.profile.Emails, "email", nil, "e-mail `address`")
	flags.StringArrayVar(&f.profile.Phones, "phone", nil, "phone `number`")
	flags.StringVar(&f.nino, "nino", "", "National Insurance `number`")
	flags.StringVar(&f.nhs, "nhs-number", "", "NHS `number`")
	flags.StringToStringVar(&f.identifiers, "identifier", nil, "other identifier as `KIND=VALUE`")
	flags.StringArrayVar(&f.profile.References, "reference", nil, "account, case or tenancy `reference`")
	flags.StringArrayVar(&f.profile.Relatives, "relative", nil, "`name` of family or household")
	_ = flags.MarkHidden("dob")
}

// read returns what file and flags say; flags add to the file and win.
func (f *profileFlags) read(a *app) (request.Request, error) {
	var from profileFile
	if f.file != "" {
		raw, err := a.readAll(f.file)
		if err != nil {
			return request.Request{}, fmt.Errorf("read profile: %w", err)
		}
		if err := config.Strict(raw, &from); err != nil {
			return request.Request{}, usage("profile %s: %w", f.file, err)
		}
	}
	r := request.Request{Right: from.Right, Profile: merge(from.Profile, f.profile)}
	if f.right != "" {
		r.Right = request.Right(f.right)
	}
	for kind, value := range f.identifiers {
		setIdentifier(&r.Profile, kind, value)
	}
	setIdentifier(&r.Profile, "nino", f.nino)
	setIdentifier(&r.Profile, "nhs_number", f.nhs)
	maps.DeleteFunc(r.Profile.Identifiers, func(_, v string) bool { return strings.TrimSpace(v) == "" })
	received := from.Received
	if f.received != "" {
		received = f.received
	}
	if received != "" {
		day, err := request.ParseDate(received)
		if err != nil {
			return request.Request{}, usage("received: %w", err)
		}
		r.Received = day
	}
	return r, nil
}

func setIdentifier(p *request.Profile, kind, value string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	if p.Identifiers == nil {
		p.Identifiers = map[string]string{}
	}
	p.Identifiers[kind] = value
}

// merge adds what more says to p.
func merge(p, more request.Profile) request.Profile {
	add := func(list *[]string, more []string) {
		for _, v := range more {
			if strings.TrimSpace(v) != "" && !slices.Contains(*list, v) {
				*list = append(*list, v)
			}
		}
	}
	add(&p.Names, more.Names)
	add(&p.FormerNames, more.FormerNames)
	add(&p.Nicknames, more.Nicknames)
	add(&p.Addresses, more.Addresses)
	add(&p.Emails, more.Emails)
	add(&p.Phones, more.Phones)
	add(&p.References, more.References)
	add(&p.Relatives, more.Relatives)
	if more.DateOfBirth != "" {
		p.DateOfBirth = more.DateOfBirth
	}
	return p
}
