package service

import (
	"fmt"
	"os"

	"sarsen/agent/request"
	"sarsen/testdata"
	"sarsen/testdata/council"
)

// Sample is the sample council of the demo.
type Sample struct {
	Council string
	Contact string
	Domains []string
	Profile request.Profile // the subject whose request the demo makes
}

// WriteSample writes the sample council's files and mail to dir, which must
// not exist.
func WriteSample(dir string) (Sample, error) {
	if _, err := os.Stat(dir); err == nil {
		return Sample{}, fmt.Errorf("%s exists already", dir)
	}
	if err := os.CopyFS(dir, testdata.Sample()); err != nil {
		return Sample{}, err
	}
	subject, err := testdata.DemoSubject()
	if err != nil {
		return Sample{}, err
	}
	p := subject.Profile
	return Sample{
		Council: council.Name, Contact: "Data Protection Officer, dpo@" + council.Domain, Domains: council.Domains(),
		Profile: request.Profile{
			Names: p.Names, FormerNames: p.FormerNames, Nicknames: p.Nicknames, DateOfBirth: p.DateOfBirth, Addresses: p.Addresses,
			Emails: p.Emails, Phones: p.Phones, Identifiers: p.Identifiers, References: p.References, Relatives: p.Relatives,
		},
	}, nil
}
