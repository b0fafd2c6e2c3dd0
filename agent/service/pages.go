package service

import (
	"sarsen/redact/facsimile"
)

// maker knows what the pages of items are and what stands where on them.
func (s *Service) maker() (facsimile.Maker, error) {
	passwords, err := s.Config.Passwords()
	return facsimile.Maker{Engine: s.pdf, Passwords: passwords}, err
}
