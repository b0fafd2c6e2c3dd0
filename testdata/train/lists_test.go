package main

import (
	"testing"

	"sarsen/redact/tagger"
)

func TestVocabulary(t *testing.T) {
	words, err := vocabulary(corporaDir(t))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]tagger.Class{
		"sarah": tagger.Forename | tagger.TopForename, "smith": tagger.Surname | tagger.TopSurname, "mrs": tagger.Title, "street": tagger.Street,
		"council": tagger.OrgWord, "ltd": tagger.OrgEnd, "mother": tagger.Kin, "the": tagger.Everyday | tagger.Frequent, "monday": tagger.Calendar,
		"dear": tagger.Greeting, "sincerely": tagger.Closing, "polish": tagger.Nationality, "nhs": tagger.Abbreviation, "wakefield": tagger.Town,
		"siobhan": tagger.Forename, "wojcik": tagger.Surname,
	} {
		if got := words[word].Classes; got&want != want {
			t.Errorf("%s: got %b, want %b", word, got, want)
		}
	}
	if got := words["therefore"].Classes; got&(tagger.Forename|tagger.Surname) != 0 {
		t.Errorf("therefore is taken for a name: %b", got)
	}
}
